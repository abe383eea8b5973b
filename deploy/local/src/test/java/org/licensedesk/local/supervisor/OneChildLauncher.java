package org.licensedesk.local.supervisor;

import java.nio.file.Path;

/** A launcher to be killed in tests: starts one child, prints its process id, and waits. */
public final class OneChildLauncher {

    private OneChildLauncher() {}

    /**
     * @param arguments the directory to keep the roster in
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        var supervisor = new Supervisor(new Roster(directory), new Reporter() {
            @Override
            public void say(String sentence) {
                System.err.println(sentence);
            }

            @Override
            public void partsChanged() {
                // nobody keeps a list here
            }
        });
        supervisor.start(SupervisorTest.part(directory, "while true; do sleep 1; done"));
        System.out.println(supervisor.pid("clock"));
        Thread.currentThread().join();
    }
}
