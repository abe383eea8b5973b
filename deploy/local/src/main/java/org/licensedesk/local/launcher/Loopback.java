package org.licensedesk.local.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses that the name localhost may mean on this machine. */
final class Loopback {

    private static final List<String> CANDIDATES = List.of("127.0.0.1", "::1");

    private Loopback() {}

    /**
     * Those that exist here, all of them free at this port.
     *
     * @throws StartFailure when somebody listens already: a browser might end up there
     */
    static List<InetAddress> freeAt(int port) throws StartFailure {
        var free = new ArrayList<InetAddress>();
        for (InetAddress address : existing()) {
            if (!canListen(address, port)) {
                throw StartFailure.wrongCall("Port " + port + " is taken. Choose another one with --port.");
            }
            free.add(address);
        }
        return free;
    }

    private static List<InetAddress> existing() {
        var existing = new ArrayList<InetAddress>();
        for (String candidate : CANDIDATES) {
            try {
                InetAddress address = InetAddress.getByName(candidate);
                if (canListen(address, 0)) {
                    existing.add(address);
                }
            } catch (UnknownHostException e) {
                throw new IllegalStateException("not an address: " + candidate, e);
            }
        }
        return existing;
    }

    private static boolean canListen(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
