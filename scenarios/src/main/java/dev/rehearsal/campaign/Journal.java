package dev.rehearsal.campaign;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The file of a campaign: lines that are appended, each one synced before the next.
 *
 * <p>Durability: when {@link #append} returns the line is there after any crash. A process that
 * ends in the middle, or a disk that is full, leaves at most one line that is not whole, at the
 * end; the next one to open the journal cuts it off.
 *
 * <p>Errors: a line that cannot be read and is not the last is damage that no crash explains, and
 * is refused with its number.
 */
final class Journal implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private long length;

    private Journal(Path file, FileChannel channel, long length) {
        this.file = file;
        this.channel = channel;
        this.length = length;
    }

    /** Opens a journal to go on with it, and shows what is in it. */
    static Journal open(Machine machine, Path file, Consumer<Entry> each) {
        long whole = read(file, each);
        try {
            FileChannel channel = machine.open(file);
            if (channel.size() > whole) {
                channel.truncate(whole);
                channel.force(true);
            }
            return new Journal(file, channel, whole);
        } catch (IOException e) {
            throw new CampaignException("the journal must be writable: " + file + ": " + e, e);
        }
    }

    /**
     * Shows what is in a journal, in order.
     *
     * @return the length of its whole lines; 0 when there is none
     */
    static long read(Path file, Consumer<Entry> each) {
        if (!Files.exists(file)) {
            return 0;
        }
        long whole = 0;
        long position = 0;
        int number = 0;
        String torn = null;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    byte next = buffer.get();
                    position++;
                    if (next != '\n') {
                        line.write(next);
                        continue;
                    }
                    number++;
                    if (torn != null) {
                        throw damaged(file, number - 1, torn);
                    }
                    torn = show(line.toString(StandardCharsets.UTF_8), each);
                    line.reset();
                    if (torn == null) {
                        whole = position;
                    }
                }
                buffer.clear();
            }
        } catch (IOException e) {
            throw new CampaignException("the journal must be readable: " + file + ": " + e, e);
        }
        if (torn != null && line.size() > 0) {
            throw damaged(file, number, torn);
        }
        return whole;
    }

    /** Shows a line; what is wrong with it, when it is none. */
    private static @Nullable String show(String line, Consumer<Entry> each) {
        Entry entry;
        try {
            entry = EntryText.read(line);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        each.accept(entry);
        return null;
    }

    private static CampaignException damaged(Path file, int number, String why) {
        return new CampaignException(
                "every line of a journal but the last must be whole: "
                        + file
                        + " line "
                        + number
                        + " is not: "
                        + why
                        + "; take that line out to go on without its runs");
    }

    /**
     * Appends an entry for good.
     *
     * @throws UncheckedIOException when that is impossible now, as on a full disk; the journal is
     *     as it was, and it may be tried again
     */
    void append(Entry entry) {
        ByteBuffer bytes =
                ByteBuffer.wrap((EntryText.of(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            long end = length;
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(false);
            length = end;
        } catch (IOException e) {
            cutBack();
            throw new UncheckedIOException(e);
        }
    }

    private void cutBack() {
        try {
            channel.truncate(length);
        } catch (IOException _) {
            // What is left there is overwritten by the next line, or cut off by the next reader.
        }
    }

    /** Whether it can be appended to; who interrupts a thread that writes has closed the file. */
    boolean isOpen() {
        return channel.isOpen();
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
