package org.licensedesk.local.launcher;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code deploy/local/token}. */
@Command(
        name = "deploy/local/token",
        description = "Prints a bearer token for the API of a running License Desk, and nothing else.",
        mixinStandardHelpOptions = true)
public final class Token implements Callable<Integer> {

    private static final List<String> ROLES = List.of("license-admin", "auditor", "claim-agent");

    @Option(names = "--port", paramLabel = "N", description = "where License Desk answers (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Option(names = "--guest", description = "EMAIL may be somebody from outside the directory, without any role")
    private boolean guest;

    @Parameters(
            index = "0",
            paramLabel = "EMAIL",
            description = "any person of the directory; with the role claim-agent alone, any service")
    private String email;

    @Parameters(
            index = "1..*",
            paramLabel = "ROLE",
            description = "license-admin, auditor or claim-agent, on top of the person's own")
    private List<String> roles = List.of();

    /** Prints the token, or one sentence on standard error. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Token()).execute(arguments));
    }

    @Override
    public Integer call() {
        for (String role : roles) {
            if (!ROLES.contains(role)) {
                System.err.println("There is no role " + role + ", only " + String.join(", ", ROLES) + ".");
                return StartFailure.WRONG_CALL;
            }
        }
        try {
            System.out.println(new Tokens("http://localhost" + (port == 80 ? "" : ":" + port)).of(email, roles, guest));
            return 0;
        } catch (Tokens.Refused e) {
            System.err.println(e.getMessage());
            return StartFailure.WRONG_CALL;
        } catch (IOException e) {
            System.err.println("No License Desk answers on port " + port
                    + ". Start it with deploy/local/start, or name another --port.");
            return StartFailure.BROKEN;
        }
    }
}
