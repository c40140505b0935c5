package dev.rehearsal.scenarios.paxos;

import dev.rehearsal.actor.Disk;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.disk.Recovery;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Ballot;
import dev.rehearsal.scenarios.paxos.PaxosMessage.Vote;
import dev.rehearsal.scenarios.replication.Command;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What an acceptor must never forget: the highest ballot that it promised, and its votes.
 *
 * <p>They stand in a journal. How many of its records were synced stands in a second file, written
 * before a vote leaves: a last record that is damaged looks like one that a crash has torn, and
 * only this number tells the two apart.
 */
record Votes(Journal.Tail tail, Ballot promised, TreeMap<Integer, Vote> votes) {

    private static final Journal<Note> NOTES = Journal.of("votes", Note.class);
    private static final Journal<Count> COUNT = Journal.of("count", Count.class);

    /** A line of the journal. */
    sealed interface Note {
        /** No lower ballot any more. */
        record Promised(Ballot ballot) implements Note {}

        /** A vote, which is a promise too. */
        record Voted(int place, Vote vote) implements Note {}
    }

    /** How many lines were synced. */
    record Count(long notes) {}

    /**
     * What is on the disk; none when some of it is damaged. A crash may have come between the lines
     * and their number, so that is written down again: what is known from now on is told.
     */
    static Option<Votes> recall(Disk disk) {
        return switch (COUNT.open(disk)) {
            case Recovery.Corrupt<Count> _ -> Option.none();
            case Recovery.Opened<Count> count -> {
                long counted = count.records().map(Count::notes).getOrElse(0L);
                yield switch (NOTES.open(disk, counted)) {
                    case Recovery.Corrupt<Note> _ -> Option.none();
                    case Recovery.Opened<Note> notes -> {
                        if (notes.tail().next() > counted) {
                            count(disk, notes.tail());
                        }
                        yield Option.some(of(notes.records(), notes.tail()));
                    }
                };
            }
        };
    }

    private static void count(Disk disk, Journal.Tail end) {
        COUNT.replace(disk, 0, Vector.of(new Count(end.next())));
    }

    /** What is on the disk before anything that is damaged: wrong, for more was there. */
    static Votes recallBeginning(Disk disk) {
        return switch (NOTES.open(disk)) {
            case Recovery.Opened<Note> notes -> of(notes.records(), notes.tail());
            case Recovery.Corrupt<Note> damaged ->
                    of(damaged.records(), NOTES.replace(disk, 0, damaged.records()));
        };
    }

    /** None at all, on the disk either. */
    static Votes anew(Disk disk) {
        COUNT.replace(disk, 0, Vector.empty());
        return of(Vector.empty(), NOTES.replace(disk, 0, Vector.empty()));
    }

    private static Votes of(Vector<Note> notes, Journal.Tail tail) {
        return notes.foldLeft(
                new Votes(tail, Ballot.NONE, TreeMap.empty()), (votes, note) -> votes.with(note));
    }

    private Votes with(Note note) {
        return switch (note) {
            case Note.Promised(Ballot ballot) -> new Votes(tail, ballot, votes);
            case Note.Voted(int place, Vote vote) ->
                    new Votes(tail, vote.ballot(), votes.put(place, vote));
        };
    }

    /** Promises, durably. */
    Votes promising(Ballot ballot, Disk disk) {
        return keeping(Vector.of(new Note.Promised(ballot)), disk);
    }

    /** Promises, until the power fails: wrong. */
    Votes promisingForNow(Ballot ballot) {
        return with(new Note.Promised(ballot));
    }

    /** Votes, durably, for what it has not voted for under that ballot yet. */
    Votes voting(Ballot ballot, TreeMap<Integer, Command> proposals, Disk disk) {
        return keeping(
                Vector.ofAll(proposals)
                        .map(proposal -> new Note.Voted(proposal._1, new Vote(ballot, proposal._2)))
                        .reject(voted -> votes.get(voted.place()).contains(voted.vote())),
                disk);
    }

    private Votes keeping(Vector<? extends Note> notes, Disk disk) {
        if (notes.isEmpty()) {
            return this;
        }
        Votes kept = this;
        Journal.Tail end = tail;
        for (Note note : notes) {
            end = NOTES.append(disk, end, note);
            kept = kept.with(note);
        }
        end = NOTES.sync(disk, end);
        count(disk, end);
        return new Votes(end, kept.promised(), kept.votes());
    }

    /** The votes from a place on. */
    TreeMap<Integer, Vote> from(int place) {
        return votes.filterKeys(voted -> voted >= place);
    }
}
