package dev.rehearsal.scenarios.raft;

import io.vavr.collection.List;
import io.vavr.collection.Vector;

/**
 * The log: entries behind what a snapshot has taken in.
 *
 * <p>Shape: an immutable value. Indexes count from 1; the entry at {@code baseIndex} and all before
 * it have been discarded.
 *
 * @param baseTerm the term of the entry at {@code baseIndex}
 * @param members all configurations in force at the base or later, the newest first; never empty
 */
record Log(int baseIndex, int baseTerm, Vector<Entry> entries, List<Members> members) {

    static final int UNKNOWN = -1;

    /** A log without entries, in the configuration that everybody is born with. */
    static Log empty(Vector<String> voters) {
        return after(0, 0, new Members(0, voters));
    }

    /** A log without entries that goes on behind a snapshot. */
    static Log after(int index, int term, Members members) {
        return new Log(index, term, Vector.empty(), List.of(members));
    }

    int lastIndex() {
        return baseIndex + entries.size();
    }

    int lastTerm() {
        return termAt(lastIndex());
    }

    /** The entry at an index behind the base. */
    Entry at(int index) {
        return entries.get(index - baseIndex - 1);
    }

    /** The term of the entry at an index; {@link #UNKNOWN} when there is none, or not any more. */
    int termAt(int index) {
        if (index == baseIndex) {
            return baseTerm;
        }
        return index < baseIndex || index > lastIndex() ? UNKNOWN : at(index).term();
    }

    /** Up to {@code max} entries from an index on. */
    Vector<Entry> from(int index, int max) {
        int start = index - baseIndex - 1;
        return start >= entries.size()
                ? Vector.empty()
                : entries.slice(start, Math.min(entries.size(), start + max));
    }

    /** The latest configuration in the log, committed or not: the one to use (4.1). */
    Members latest() {
        return members.head();
    }

    /** The configuration in force at an index. */
    Members membersAt(int index) {
        return members.find(each -> each.index() <= index).getOrElse(members::last);
    }

    Log append(Entry entry) {
        List<Members> known =
                entry.command() instanceof Command.Reconfigure(Vector<String> voters)
                        ? members.prepend(new Members(lastIndex() + 1, voters))
                        : members;
        return new Log(baseIndex, baseTerm, entries.append(entry), known);
    }

    /** Without the entries from an index on. */
    Log cutFrom(int index) {
        return new Log(
                baseIndex,
                baseTerm,
                entries.take(index - baseIndex - 1),
                members.dropWhile(each -> each.index() >= index && each.index() > baseIndex));
    }

    /** Without the entries up to an index, which is in the log. */
    Log compactedTo(int index) {
        Members atBase = membersAt(index);
        return new Log(
                index,
                termAt(index),
                entries.drop(index - baseIndex),
                members.takeWhile(each -> each.index() > index).append(atBase));
    }

    @Override
    public String toString() {
        return "log[" + baseIndex + "@" + baseTerm + entries.map(e -> " " + e).mkString() + "]";
    }
}
