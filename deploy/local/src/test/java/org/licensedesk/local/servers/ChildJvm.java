package org.licensedesk.local.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java program of this project in a process of its own, with the class path of this test. */
public final class ChildJvm {

    private ChildJvm() {}

    /** What runs this main class with these arguments. */
    public static ProcessBuilder of(Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
