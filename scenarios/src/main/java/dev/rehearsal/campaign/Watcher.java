package dev.rehearsal.campaign;

import io.vavr.control.Option;

import java.time.Duration;

/** Who looks on while a campaign goes on, and may end it. */
public interface Watcher {

    /** Nobody. */
    Watcher NOBODY =
            new Watcher() {
                @Override
                public void say(String line) {}

                @Override
                public void progress(Progress now) {}

                @Override
                public boolean isInterrupted() {
                    return false;
                }
            };

    /**
     * How far it is.
     *
     * @param runs in the folder, and {@code perSecond} in this session
     * @param simulated time in the folder
     * @param goalsMet of {@code goals}
     * @param left when there is a limit of time
     */
    record Progress(
            long runs,
            double perSecond,
            Duration simulated,
            int findings,
            int goalsMet,
            int goals,
            Duration elapsed,
            Option<Duration> left,
            Option<Long> seedsLeft) {}

    /** Something happened. */
    void say(String line);

    /** Twice a second or so. */
    void progress(Progress now);

    /** Whether the campaign should end with the runs that are under way. */
    boolean isInterrupted();
}
