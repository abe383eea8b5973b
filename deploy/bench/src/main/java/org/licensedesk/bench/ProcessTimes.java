package org.licensedesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.licensedesk.acceptance.SystemFile;

/** CPU seconds that each part of a system has used since it started, read from the kernel. */
record ProcessTimes(Map<String, Double> seconds) {
    private static final String POSTGRES = "postgres";
    /** The kernel's USER_HZ: 100 on every platform of Linux that Java 17 runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** One line of {@code /proc/PID/stat}: the process, its parent, and the ticks it and its reaped children used. */
    record Stat(long pid, long parent, long own, long reaped) {
        static Stat parse(String line) {
            // the command stands in brackets and may itself hold blanks and brackets
            var afterCommand = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    Long.parseLong(line.substring(0, line.indexOf(' '))),
                    Long.parseLong(afterCommand[1]),
                    Long.parseLong(afterCommand[11]) + Long.parseLong(afterCommand[12]),
                    Long.parseLong(afterCommand[13]) + Long.parseLong(afterCommand[14]));
        }
    }

    static ProcessTimes now(SystemFile system) {
        var seconds = new LinkedHashMap<String, Double>();
        system.parts().forEach(part -> seconds.put(part.name(), cpuSeconds(part)));
        seconds.put("gateway", cpuOf(system.pid()));
        return new ProcessTimes(seconds);
    }

    /** CPU seconds of the benchmark itself, which stands for the browsers and is no part of the system. */
    static double ofTheDriver() {
        return cpuOf(ProcessHandle.current().pid());
    }

    /** CPU seconds of the database server and of the benchmark itself: who is at work while the floor is measured. */
    static double ofTheFloor(SystemFile system) {
        return now(system).seconds().get(POSTGRES) + ofTheDriver();
    }

    /** Memory in MB that each part holds; what several processes share is counted once, in shares. */
    static Map<String, Double> residentMegabytes(SystemFile system) {
        var megabytes = new LinkedHashMap<String, Double>();
        system.parts().forEach(part -> megabytes.put(part.name(), memory(part)));
        megabytes.put("gateway", memoryOf(system.pid()));
        return megabytes;
    }

    /** What was used between an earlier look and this one. */
    Map<String, Double> since(ProcessTimes earlier) {
        var used = new LinkedHashMap<String, Double>();
        seconds.forEach((part, now) -> used.put(part, now - earlier.seconds.getOrDefault(part, 0.0)));
        return used;
    }

    private static double cpuSeconds(SystemFile.Part part) {
        return part.name().equals(POSTGRES) ? cpuWithChildren(part.pid()) : cpuOf(part.pid());
    }

    private static double cpuOf(long pid) {
        return stat(pid).own() / TICKS_PER_SECOND;
    }

    /** A backend that ends between two looks moves from the living to the reaped and is still counted once. */
    static double cpuWithChildren(long postmaster) {
        var parent = stat(postmaster);
        return (parent.own() + parent.reaped() + childrenOf(postmaster, Stat::own)) / TICKS_PER_SECOND;
    }

    private static double memory(SystemFile.Part part) {
        var own = memoryOf(part.pid());
        return part.name().equals(POSTGRES) ? own + childrenOf(part.pid(), child -> memoryOf(child.pid())) : own;
    }

    private static double childrenOf(long parent, ToDoubleFunction<Stat> figure) {
        return ProcessHandle.of(parent).stream()
                .flatMap(ProcessHandle::children)
                .flatMap(child -> statIfAlive(child.pid()))
                .mapToDouble(figure)
                .sum();
    }

    private static Stat stat(long pid) {
        return statIfAlive(pid).findFirst().orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"));
    }

    private static Stream<Stat> statIfAlive(long pid) {
        return read(pid, "stat").map(Stat::parse);
    }

    private static double memoryOf(long pid) {
        Predicate<String> share = line -> line.startsWith("Pss:");
        return read(pid, "smaps_rollup")
                .flatMap(String::lines)
                .filter(share)
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .sum();
    }

    private static Stream<String> read(long pid, String file) {
        try {
            return Stream.of(Files.readString(Path.of("/proc", String.valueOf(pid), file)));
        } catch (NoSuchFileException e) {
            return Stream.empty(); // ended while we were looking
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
