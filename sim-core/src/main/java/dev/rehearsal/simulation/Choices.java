package dev.rehearsal.simulation;

import dev.rehearsal.kernel.Delivery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What waits, of which a chooser says what comes next.
 *
 * <p>Shape: events in virtual time come in order and at their times. A message is on time until
 * something with a later place in that order has come; then it is passed over.
 *
 * <p>Order: so that a replay without the chooser gives the same run, a message that is on time
 * arrives when it is due, and one that was passed over a nanosecond after what came last, at an
 * instant at which nothing else is due.
 */
final class Choices implements Schedule {

    /** The link that stands for virtual time. */
    static final long TIME = 0;

    /** Something that waits, with its place in the order of virtual time. */
    static final class Waiting implements Comparable<Waiting> {
        final long due;
        final long number;
        final Object item;
        final long link;
        final long key;
        final int entry;
        boolean passed;

        /** How often it might have come. */
        long considered;

        /** Behind what it was put; itself when it stands at its own place. */
        Waiting behind = this;

        Waiting(long due, long number, Object item, long link, long key, int entry) {
            this.due = due;
            this.number = number;
            this.item = item;
            this.link = link;
            this.key = key;
            this.entry = entry;
        }

        boolean isMessage() {
            return link != TIME;
        }

        @Override
        public int compareTo(Waiting other) {
            int order = Long.compare(due, other.due);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /** A message that arrives after it was passed over, and where that is written down. */
    record Passed(Delivery message, long calmNanos, int entry) {
        private static Passed of(Waiting waiting) {
            return new Passed((Delivery) waiting.item, waiting.due, waiting.entry);
        }
    }

    /** Says what comes next. */
    interface Chooser {
        /**
         * One of some things.
         *
         * @param enabled what may come, at least one thing, in the order of virtual time
         * @param all whatever waits, as it is
         */
        Waiting choose(List<Waiting> enabled, Choices all);
    }

    /** The chooser that keeps the order of virtual time, and of sending where that has passed. */
    static final Chooser IN_ORDER =
            (enabled, all) -> {
                Waiting urgent = all.urgent(enabled);
                return urgent == null ? enabled.getFirst() : urgent;
            };

    private final PriorityQueue<Waiting> timed = new PriorityQueue<>();

    /** In the order of sending, which is that of arriving. */
    private final List<Waiting> messages = new ArrayList<>();

    private final Set<Long> links = new TreeSet<>();
    private Chooser chooser;
    private long numbers;
    private long now;
    private long steps;
    private long arrivals;

    Choices(Chooser chooser) {
        this.chooser = chooser;
    }

    @Override
    public int size() {
        return timed.size() + messages.size();
    }

    @Override
    public long now() {
        return now;
    }

    /** How much has come, and of that how many messages. */
    long steps() {
        return steps;
    }

    long arrivals() {
        return arrivals;
    }

    /** How many links there were, and virtual time. */
    int threads() {
        return links.size() + 1;
    }

    @Override
    public void add(long due, Object item) {
        if (due < now) {
            throw new IllegalArgumentException(
                    "due must not be before now: due=" + due + " now=" + now);
        }
        timed.add(new Waiting(due, numbers++, item, TIME, TIME, -1));
    }

    /**
     * Adds a message between nodes that nobody holds.
     *
     * @param due when it arrives in the calm world
     * @param link of whom to whom it is
     * @param key of its name
     * @param entry where its departure is written down, should it depart
     */
    void fly(long due, Delivery message, long link, long key, int entry) {
        long own = link | 1;
        links.add(own);
        messages.add(new Waiting(due, numbers++, message, own, key, entry));
    }

    /** From now on nothing more is passed over, and what was comes first. */
    void calm() {
        chooser = IN_ORDER;
    }

    /** The messages that were passed over and have not arrived, in the order of sending. */
    List<Passed> passed() {
        return messages.stream().filter(waiting -> waiting.passed).map(Passed::of).toList();
    }

    @Override
    public @Nullable Object poll(long limit) {
        List<Waiting> enabled = enabled(limit);
        if (enabled.isEmpty()) {
            return null;
        }
        Waiting next = chooser.choose(enabled, this);
        steps++;
        now = next.passed ? now + 1 : next.due;
        if (next.isMessage()) {
            arrivals++;
            messages.remove(next);
        } else {
            timed.remove();
        }
        for (Waiting message : messages) {
            message.passed |= next.passed ? message.due <= now : message.compareTo(next) < 0;
        }
        return next.passed ? Passed.of(next) : next.item;
    }

    private List<Waiting> enabled(long limit) {
        Waiting event = timed.peek();
        List<Waiting> enabled = new ArrayList<>();
        for (Waiting message : messages) {
            boolean may =
                    message.passed
                            ? now + 1 <= limit && (event == null || event.due > now + 1)
                            : message.due <= limit
                                    && (event == null || message.compareTo(event) < 0);
            if (may) {
                enabled.add(message);
            }
        }
        if (event != null && event.due <= limit) {
            enabled.add(event);
        }
        return enabled;
    }

    /** The first of some messages that something passed over would pass over, came it next. */
    @Nullable Waiting urgent(List<Waiting> enabled) {
        for (Waiting waiting : enabled) {
            if (waiting.isMessage() && !waiting.passed && waiting.due <= now + 1) {
                return waiting;
            }
        }
        return null;
    }

    /** The last of all that waits. */
    Waiting last() {
        Waiting last = messages.isEmpty() ? timed.element() : messages.getLast();
        for (Waiting event : timed) {
            last = event.compareTo(last) > 0 ? event : last;
        }
        return last;
    }

    /** Of some things those before which nothing waits on their link; all when there is none. */
    List<Waiting> firstOfLinks(List<Waiting> enabled) {
        Set<Long> seen = new TreeSet<>();
        Set<Waiting> first = new TreeSet<>();
        for (Waiting message : messages) {
            if (seen.add(message.link)) {
                first.add(message);
            }
        }
        List<Waiting> heads =
                enabled.stream()
                        .filter(waiting -> !waiting.isMessage() || first.contains(waiting))
                        .toList();
        return heads.isEmpty() ? enabled : heads;
    }

    @Override
    public void forEach(Consumer<Object> action) {
        timed.forEach(waiting -> action.accept(waiting.item));
        messages.forEach(waiting -> action.accept(waiting.item));
    }
}
