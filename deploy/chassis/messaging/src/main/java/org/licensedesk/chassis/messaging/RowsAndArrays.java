package org.licensedesk.chassis.messaging;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** How Java values become SQL arrays, and rows become records. */
final class RowsAndArrays {
    private RowsAndArrays() {}

    /** Access that knows the array types for {@code unnest} and maps a row to a record by its components' names. */
    static Jdbi on(DataSource dataSource) {
        return Jdbi.create(dataSource)
                .registerArrayType(UUID.class, "uuid")
                .registerArrayType(String.class, "text")
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(long.class, "bigint")
                .registerArrayType(Integer.class, "integer")
                .registerArrayType(int.class, "integer")
                .registerArrayType(Boolean.class, "boolean")
                .registerArrayType(BigDecimal.class, "numeric")
                // as ISO text: what the driver makes of other types depends on the session's time zone
                .registerArrayType(Instant.class, "timestamptz", Instant::toString)
                .registerArrayType(LocalDate.class, "date", LocalDate::toString)
                .registerRowMapper(records());
    }

    private static RowMapperFactory records() {
        return (type, config) -> {
            Class<?> rowType = GenericTypes.getErasedType(type);
            return rowType.isRecord() ? Optional.of(ConstructorMapper.of(rowType)) : Optional.empty();
        };
    }
}
