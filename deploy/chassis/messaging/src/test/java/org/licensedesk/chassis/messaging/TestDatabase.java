package org.licensedesk.chassis.messaging;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** A database of its own for one test, migrated, used with the application's login. */
final class TestDatabase implements AutoCloseable {
    private static final String TEMPLATE = "messaging_template";
    private static boolean templateReady;

    private final Servers servers = Servers.running();
    private final String name = "messaging_" + UUID.randomUUID().toString().replace("-", "");
    private final List<AgroalDataSource> pools = new ArrayList<>();
    private final AgroalDataSource dataSource;
    private final Database database;

    TestDatabase() throws SQLException {
        migrateTemplate(servers);
        create(servers, name, TEMPLATE);
        dataSource = pool("");
        database = new Database(dataSource, null);
    }

    Database database() {
        return database;
    }

    /** Connections as another process of the same service would have them. */
    AgroalDataSource pool(String newConnectionSql) throws SQLException {
        AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .initialSize(1)
                        .maxSize(20)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(servers.url(name))
                                .principal(new NamePrincipal(servers.login()))
                                .credential(new SimplePassword(servers.password()))
                                .initialSql(newConnectionSql.isEmpty() ? null : newConnectionSql))));
        pools.add(pool);
        return pool;
    }

    /** Cuts every connection of the application, as a restart of the server does. */
    void cutConnections() throws SQLException {
        try (Connection connection = servers.asSuperuser();
                var statement = connection.prepareStatement("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = ? and pid <> pg_backend_pid()")) {
            statement.setString(1, name);
            statement.execute();
        }
    }

    long count(String sql, Object... parameters) {
        return database.read(
                handle -> handle.select(sql, parameters).mapTo(Long.class).one());
    }

    <T> List<T> list(Class<T> type, String sql, Object... parameters) {
        return database.read(
                handle -> handle.select(sql, parameters).mapTo(type).list());
    }

    void execute(String sql) {
        database.doInTransaction(handle -> handle.execute(sql));
    }

    @Override
    public void close() throws SQLException {
        pools.forEach(AgroalDataSource::close);
        try (Connection connection = servers.asSuperuser();
                var statement = connection.createStatement()) {
            statement.execute("drop database " + name + " with (force)");
        }
    }

    private static synchronized void migrateTemplate(Servers servers) throws SQLException {
        if (!templateReady) {
            create(servers, TEMPLATE, "template1");
            Flyway.configure()
                    .dataSource(servers.url(TEMPLATE), servers.owner(), servers.ownerPassword())
                    .placeholders(Map.of("app", servers.login()))
                    .locations("classpath:db/migration", "classpath:db/testing")
                    .load()
                    .migrate();
            templateReady = true;
        }
    }

    private static void create(Servers servers, String name, String template) throws SQLException {
        try (Connection connection = servers.asSuperuser();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template + " owner " + servers.owner());
            statement.execute("alter database " + name + " owner to " + servers.owner());
        }
        if (template.equals("template1")) {
            grantSchema(servers, name);
        }
    }

    private static void grantSchema(Servers servers, String name) throws SQLException {
        try (Connection connection = servers.asSuperuser(name);
                var statement = connection.createStatement()) {
            statement.execute("alter schema public owner to " + servers.owner());
        }
    }
}
