package dev.rehearsal.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A machine whose workers are threads, which start at once, and whose disk takes so many bytes of a
 * journal and no more.
 */
class TestMachine implements Machine {

    /** What a full disk says on Linux. */
    static final String FULL = "No space left on device";

    /** Nothing more is done: not even what a full disk leaves undone is cleared up. */
    static final class PowerLost extends Error {
        private static final long serialVersionUID = 1L;
    }

    private long room = Long.MAX_VALUE;
    private boolean isPowerToFail;
    private Runnable whileWaiting =
            () -> {
                throw new AssertionError("nothing was to wait for");
            };

    /** The disk is full after so many bytes; while somebody waits for room that is done. */
    TestMachine full(long bytes, Runnable meanwhile) {
        room = bytes;
        whileWaiting = meanwhile;
        return this;
    }

    /** Somebody clears the disk up. */
    void clear() {
        room = Long.MAX_VALUE;
    }

    /** The power fails in the middle of a write, after so many bytes. */
    TestMachine withoutPower(long bytes) {
        room = bytes;
        isPowerToFail = true;
        return this;
    }

    @Override
    public Process start(List<String> command) throws IOException {
        return new WorkerThread();
    }

    @Override
    public FileChannel open(Path file) throws IOException {
        return new Limited(Machine.THIS.open(file));
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        whileWaiting.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** A file on that disk, as far as a journal needs one. */
    private final class Limited extends FileChannel {
        private final FileChannel file;

        Limited(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            int fit = (int) Math.min(bytes.remaining(), room);
            ByteBuffer part = bytes.slice().limit(fit);
            try {
                while (part.hasRemaining()) {
                    file.write(part, position + part.position());
                }
            } catch (ClosedByInterruptException e) {
                close();
                throw e;
            }
            room -= fit;
            if (fit < bytes.remaining()) {
                if (isPowerToFail) {
                    throw new PowerLost();
                }
                throw new IOException(FULL);
            }
            bytes.position(bytes.limit());
            return fit;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            return file.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] all, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] all, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
