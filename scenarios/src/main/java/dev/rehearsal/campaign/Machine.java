package dev.rehearsal.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** What a campaign needs of the machine that it is on: processes, a disk, and time to wait. */
interface Machine {

    /** The one that this process is on. */
    Machine THIS =
            new Machine() {
                @Override
                public Process start(List<String> command) throws IOException {
                    var builder = new ProcessBuilder(command);
                    // They may choose a collector, and a JVM with two refuses to start; or a heap.
                    builder.environment()
                            .keySet()
                            .removeAll(
                                    List.of(
                                            "JAVA_TOOL_OPTIONS",
                                            "JDK_JAVA_OPTIONS",
                                            "_JAVA_OPTIONS"));
                    return builder.start();
                }

                @Override
                public FileChannel open(Path file) throws IOException {
                    return FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                }

                @Override
                public void pause(Duration time) throws InterruptedException {
                    Thread.sleep(time);
                }
            };

    /** Starts a JVM that runs a {@link Worker}. */
    Process start(List<String> command) throws IOException;

    /** Opens the journal to be written. */
    FileChannel open(Path file) throws IOException;

    /** Waits. */
    void pause(Duration time) throws InterruptedException;
}
