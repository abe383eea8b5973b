package org.licensedesk.chassis.messaging;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
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
            return rowType.isRecord() ? Optional.of(ConstructorMapper.of(constructorOf(rowType))) : Optional.empty();
        };
    }

    /** Opened here: Jdbi itself only calls public ones, and a row's record need not be public. */
    private static Constructor<?> constructorOf(Class<?> rowType) {
        Class<?>[] types = Arrays.stream(rowType.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class[]::new);
        try {
            Constructor<?> canonical = rowType.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor: " + rowType, e);
        }
    }
}
