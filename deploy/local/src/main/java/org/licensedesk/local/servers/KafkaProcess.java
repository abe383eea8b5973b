package org.licensedesk.local.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Runs a durable broker until the process is ended, and leaves its process id in a file as soon as it takes messages. */
public final class KafkaProcess {

    private KafkaProcess() {}

    /**
     * @param arguments the directory, the port, the controller's port, the file for the process id
     */
    public static void main(String[] arguments) throws Exception {
        QuietLogs.set();
        KafkaBroker broker = KafkaBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), true);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        Path ready = Path.of(arguments[3]);
        Path aside = ready.resolveSibling(ready.getFileName() + ".new");
        Files.writeString(aside, String.valueOf(ProcessHandle.current().pid()));
        Files.move(aside, ready, StandardCopyOption.ATOMIC_MOVE);
        broker.awaitEnd();
    }
}
