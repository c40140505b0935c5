package dev.rehearsal.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A worker that is a thread of this process, not a process of its own. */
final class WorkerThread extends Process {

    private static final int PIPE = 1 << 20;
    private static final int KILLED = 137;

    private final PipedOutputStream in = new PipedOutputStream();
    private final PipedInputStream out = new PipedInputStream(PIPE);
    private final PipedOutputStream said;
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    WorkerThread() throws IOException {
        this(new CountDownLatch(0));
    }

    /** One that does nothing before the gate is open. */
    WorkerThread(CountDownLatch gate) throws IOException {
        said = new PipedOutputStream(out);
        PipedInputStream heard = new PipedInputStream(in, PIPE);
        Thread.ofPlatform()
                .daemon()
                .name("worker")
                .start(() -> {
                    try {
                        gate.await();
                        serve(heard);
                    } catch (InterruptedException _) {
                        end(KILLED);
                    }
                });
    }

    private void serve(InputStream heard) {
        try {
            Worker worker =
                    Worker.greeted(
                            heard, new PrintStream(said, false, StandardCharsets.UTF_8), this::end);
            if (worker != null) {
                worker.serve();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end(0);
        }
    }

    /** As when a process ends: nothing more is read of it, or written to it. */
    private void end(int with) {
        code.complete(with);
        try {
            said.close();
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return in;
    }

    @Override
    public InputStream getInputStream() {
        return out;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
        return code.join();
    }

    @Override
    public int exitValue() {
        return code.join();
    }

    @Override
    public void destroy() {
        end(KILLED);
    }
}
