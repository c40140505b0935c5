package dev.rehearsal.disk;

import io.vavr.collection.Vector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a crash leaves: the fate of each change that was not durable, the oldest first.
 *
 * <p>Shape: an immutable value. Changes behind the end of the list are lost; fates behind the last
 * change count nothing, so that an aftermath can be replayed on a run from which something was
 * taken away. {@link DiskImage#effective} gives the shortest aftermath with the same outcome, which
 * is what should be recorded.
 *
 * <p>Text: the fates one after the other, {@code ++-[0..5]+}; a number before a fate repeats it,
 * {@code 12+2-+}; the empty aftermath is {@code none}. {@link #parse} reads what {@link #toString}
 * writes.
 *
 * @param fates of the changes, in the order in which they were made
 */
public record Aftermath(Vector<Fate> fates) {

    /** Everything that was not synced is lost. */
    public static final Aftermath NONE = new Aftermath(Vector.empty());

    private static final Pattern RUN =
            Pattern.compile(
                    "(?<count>[1-9]\\d{0,5})?(?:(?<kept>\\+)|(?<lost>-)"
                            + "|\\[(?<from>\\d{1,9})\\.\\.(?<to>\\d{1,9})(?<sized>~)?\\])");

    /**
     * The oldest changes are kept, the others lost.
     *
     * @param kept how many; at least 0
     */
    public static Aftermath prefix(int kept) {
        if (kept < 0) {
            throw new IllegalArgumentException("kept must be at least 0: kept=" + kept);
        }
        return new Aftermath(Vector.fill(kept, Fate.KEPT));
    }

    /** What becomes of a change; its number counts from 0. */
    public Fate fate(int number) {
        return number < fates.size() ? fates.get(number) : Fate.LOST;
    }

    /**
     * The aftermaths that are one step simpler, the simplest first: all lost, then one change lost
     * that was kept or torn, then one kept whole that was torn.
     */
    public Vector<Aftermath> simpler() {
        Vector<Aftermath> simpler = Vector.empty();
        int surviving = fates.count(fate -> !fate.equals(Fate.LOST));
        if (surviving > 1) {
            simpler = simpler.append(NONE);
        }
        for (int i = fates.size() - 1; i >= 0; i--) {
            if (!fates.get(i).equals(Fate.LOST)) {
                simpler = simpler.append(new Aftermath(fates.update(i, Fate.LOST)).trimmed());
            }
        }
        for (int i = fates.size() - 1; i >= 0; i--) {
            if (fates.get(i) instanceof Fate.Torn) {
                simpler = simpler.append(new Aftermath(fates.update(i, Fate.KEPT)));
            }
        }
        return simpler;
    }

    /** Without the losses at the end, which go without saying. */
    Aftermath trimmed() {
        int size = fates.size();
        while (size > 0 && fates.get(size - 1).equals(Fate.LOST)) {
            size--;
        }
        return size == fates.size() ? this : new Aftermath(fates.take(size));
    }

    /**
     * Reads an aftermath.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static Aftermath parse(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        Vector<Fate> fates = Vector.empty();
        Matcher run = RUN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!run.find(at) || run.start() != at) {
                throw new IllegalArgumentException(
                        "an aftermath must have the form '2+-[0..5]': text=" + text + " at=" + at);
            }
            String count = run.group("count");
            Fate fate =
                    run.group("kept") != null
                            ? Fate.KEPT
                            : run.group("lost") != null
                                    ? Fate.LOST
                                    : new Fate.Torn(
                                            Integer.parseInt(run.group("from")),
                                            Integer.parseInt(run.group("to")),
                                            run.group("sized") != null);
            fates = fates.appendAll(Vector.fill(count == null ? 1 : Integer.parseInt(count), fate));
            at = run.end();
        }
        if (fates.isEmpty()) {
            throw new IllegalArgumentException("an aftermath must not be blank; use 'none'");
        }
        return new Aftermath(fates);
    }

    @Override
    public String toString() {
        if (fates.isEmpty()) {
            return "none";
        }
        var text = new StringBuilder();
        int i = 0;
        while (i < fates.size()) {
            Fate fate = fates.get(i);
            int next = i + 1;
            while (next < fates.size() && fates.get(next).equals(fate)) {
                next++;
            }
            if (next - i > 1) {
                text.append(next - i);
            }
            text.append(fate);
            i = next;
        }
        return text.toString();
    }
}
