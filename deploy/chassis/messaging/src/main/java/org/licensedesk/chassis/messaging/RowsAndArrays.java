package org.licensedesk.chassis.messaging;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.AccessibleObjectStrategy;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;

/** How Java values become SQL arrays, and rows become records. */
final class RowsAndArrays {
    private RowsAndArrays() {}

    /** Access that knows the array types for {@code unnest} and maps a row to a record by its components' names. */
    static Jdbi on(DataSource dataSource) {
        Jdbi jdbi = Jdbi.create(dataSource);
        // records of rows need not be public for the sake of the class loader that a packaged service has
        jdbi.getConfig(ReflectionMappers.class)
                .setAccessibleObjectStrategy(AccessibleObjectStrategy.FORCE_MAKE_ACCESSIBLE);
        return jdbi.registerArrayType(UUID.class, "uuid")
                .registerArrayType(String.class, "text")
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(long.class, "bigint")
                .registerArrayType(Integer.class, "integer")
                .registerArrayType(int.class, "integer")
                .registerArrayType(Boolean.class, "boolean")
                .registerArrayType(BigDecimal.class, "numeric")
                // as ISO text: what the driver makes of other types depends on the session's time zone
                .registerArrayType(Instant.class, "timestamptz", RowsAndArrays::text)
                .registerArrayType(LocalDate.class, "date", RowsAndArrays::text)
                .registerArgument(new InstantArgument())
                .registerColumnMapper(Instant.class, (row, column, context) -> SqlArrays.instant(row, column))
                .registerRowMapper(records());
    }

    /** A moment is sent as one, not as the wall clock's reading in some time zone. */
    private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
        InstantArgument() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) ->
                    statement.setObject(position, value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }

    private static String text(Object element) {
        return element == null ? null : element.toString();
    }

    private static RowMapperFactory records() {
        return (type, config) -> {
            Class<?> rowType = GenericTypes.getErasedType(type);
            return rowType.isRecord() ? Optional.of(ConstructorMapper.of(rowType)) : Optional.empty();
        };
    }
}
