package dev.rehearsal.determinism.canary;

import java.io.IOException;
import java.net.ServerSocket;

/** A port that the operating system gives. */
final class SocketPort {

    /** What must be reported. */
    record Leaking() implements Canary {

        @Override
        public String sees(int number) {
            try (ServerSocket socket = new ServerSocket(0)) { // leak
                return "" + socket.getLocalPort();
            } catch (IOException e) {
                return e.getClass().getName();
            }
        }
    }

    /** What must not. */
    record Healthy() implements Canary {

        @Override
        public String sees(int number) {
            return "" + (1024 + number);
        }
    }

    private SocketPort() {}
}
