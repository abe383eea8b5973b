package org.licensedesk.local.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out loopback ports that nobody listens on, each once. They lie below the range from which the operating system takes ports
 * for outgoing connections: a server that dies finds its port free again when it comes back.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int BEYOND_LAST = 32_000;

    private final Set<Integer> given = new HashSet<>();

    /** A port that was free a moment ago and that this object has not given before. */
    public synchronized int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND_LAST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + BEYOND_LAST);
    }

    /** Whether a server could listen on this loopback port now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // as servers do: connections of a predecessor that are still winding down do not count
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
