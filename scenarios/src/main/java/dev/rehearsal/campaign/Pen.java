package dev.rehearsal.campaign;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Writes entries down before they count: first the journal has a line, then the ledger adds it up.
 *
 * <p>Errors: a disk that is full is waited for, up to {@code 10} minutes or until the campaign is
 * to end; then it ends with {@link DiskFull}, and nothing of what is in the journal is lost. Who
 * interrupts the thread is not kept waiting, and has closed the journal if that was in a write.
 */
final class Pen {

    private static final Duration DISK_PATIENCE = Duration.ofMinutes(10);
    private static final Duration DISK_PAUSE = Duration.ofSeconds(2);

    /** The disk stayed full. */
    static final class DiskFull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DiskFull(String message) {
            super(message, null, false, false);
        }
    }

    private final Path dir;
    private final Machine machine;
    private final Journal journal;
    private final Ledger ledger;
    private final Watcher watcher;
    private final BooleanSupplier isToEnd;

    Pen(
            Campaign campaign,
            Journal journal,
            Ledger ledger,
            Watcher watcher,
            BooleanSupplier isToEnd) {
        this.dir = campaign.dir;
        this.machine = campaign.machine;
        this.journal = journal;
        this.ledger = ledger;
        this.watcher = watcher;
        this.isToEnd = isToEnd;
    }

    void append(Entry entry) throws InterruptedException {
        long since = System.nanoTime();
        for (boolean told = false; ; told = true) {
            try {
                journal.append(entry);
                break;
            } catch (UncheckedIOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!told) {
                    watcher.say(
                            "the journal cannot be written now: "
                                    + e.getCause().getMessage()
                                    + "; waiting for room on the disk of "
                                    + dir);
                }
                if (System.nanoTime() - since > DISK_PATIENCE.toNanos() || isToEnd.getAsBoolean()) {
                    throw new DiskFull(
                            "the journal could not be written, and the campaign ends: "
                                    + e.getCause().getMessage()
                                    + "; what is in it is whole, go on with --resume");
                }
                machine.pause(DISK_PAUSE);
            }
        }
        ledger.add(entry);
    }

    /** Writes how it ended, if that can be written at all. */
    void close(Entry.Closed closed) {
        ledger.add(closed);
        if (closed.why().equals("disk") || !journal.isOpen()) {
            return;
        }
        try {
            journal.append(closed);
        } catch (UncheckedIOException e) {
            watcher.say("the end could not be written down: " + e.getCause());
        }
    }
}
