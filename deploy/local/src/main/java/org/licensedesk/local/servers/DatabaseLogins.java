package org.licensedesk.local.servers;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** Creates a service's database with its two logins, which may enter no other service's database; safe to repeat. */
public final class DatabaseLogins {

    private final PostgresServer server;
    private final UnaryOperator<String> passwords;

    /**
     * @param passwords gives the password of a login by its name
     */
    public DatabaseLogins(PostgresServer server, UnaryOperator<String> passwords) {
        this.server = server;
        this.passwords = passwords;
    }

    /** The named database, created now unless it exists. */
    public LocalDatabase create(String name) throws SQLException {
        String owner = name + "_owner";
        String app = name + "_app";
        try (Connection connection = server.connect(server.superuser())) {
            createLogin(connection, owner);
            createLogin(connection, app);
            if (!exists(connection, "pg_database where datname", name)) {
                execute(connection, "create database " + name + " owner " + owner);
            }
            execute(connection, "revoke all on database " + name + " from public");
            execute(connection, "grant connect on database " + name + " to " + app);
        }
        return new LocalDatabase(server.url(name), app, passwords.apply(app), owner, passwords.apply(owner));
    }

    private void createLogin(Connection connection, String login) throws SQLException {
        if (!exists(connection, "pg_roles where rolname", login)) {
            execute(connection, "create role " + login + " login");
        }
        // a password is letters and digits by construction; repeated so that the secrets file is the truth
        execute(connection, "alter role " + login + " password '" + passwords.apply(login) + "'");
    }

    private static boolean exists(Connection connection, String where, String name) throws SQLException {
        try (var statement = connection.prepareStatement("select 1 from " + where + " = ?")) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
