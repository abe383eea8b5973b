package org.licensedesk.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.licensedesk.local.servers.LocalDatabase;

/** {@code run/system.json}: where everything of a running system is, for tests, benchmarks and curious people. */
final class SystemFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Map<String, Object> content = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
    private final ToLongFunction<String> pids;

    /**
     * @param pids the process of a part, by its name; 0 while there is none
     */
    SystemFile(Path file, String address, ToLongFunction<String> pids) {
        this.file = file;
        this.pids = pids;
        content.put("address", address);
        content.put("pid", ProcessHandle.current().pid());
    }

    synchronized void part(String name, Map<String, Integer> ports) {
        parts.put(name, new LinkedHashMap<>(ports));
    }

    synchronized void put(String name, Object value) {
        content.put(name, value);
    }

    synchronized void database(Service service, LocalDatabase database) {
        @SuppressWarnings("unchecked") // nobody else puts anything there
        var databases = (Map<String, LocalDatabase>)
                content.computeIfAbsent("databases", name -> new LinkedHashMap<String, LocalDatabase>());
        databases.put(service.name(), database);
    }

    synchronized void write() throws IOException {
        var list = new ArrayList<Map<String, Object>>();
        parts.forEach((name, ports) -> {
            var part = new LinkedHashMap<String, Object>();
            part.put("name", name);
            part.put("pid", pids.applyAsLong(name));
            part.putAll(ports);
            list.add(part);
        });
        content.put("parts", List.copyOf(list));
        Secrets.writePrivately(file, JSON.writeValueAsString(content));
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
