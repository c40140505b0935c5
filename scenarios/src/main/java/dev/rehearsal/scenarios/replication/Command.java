package dev.rehearsal.scenarios.replication;

import dev.rehearsal.history.model.Register;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What a client wants done, as it stands in a log.
 *
 * @param client its path; the empty string for a command that does nothing
 * @param index of its operations, growing
 * @param write the value to write; none for a read
 */
public record Command(String client, int index, Option<Integer> write) {

    /** A command that fills a place of the log. */
    public static final Command NOTHING = new Command("", 0, Option.none());

    /** What a call writes; none for a read. */
    public static Option<Integer> write(Register.Call<Integer> call) {
        return switch (call) {
            case Register.Write<Integer>(Integer value) -> Option.some(value);
            case Register.Read<Integer>() -> Option.none();
            case Register.Cas<Integer> cas ->
                    throw new IllegalArgumentException("a register has no " + cas);
        };
    }

    /** Two logs of which neither goes on where the other ends. */
    public static Option<String> contradiction(Seq<Vector<Command>> logs) {
        Vector<Command> longest = logs.maxBy(Vector::size).getOrElse(Vector.empty());
        return logs.find(log -> !longest.startsWith(log))
                .map(log -> "one has " + log + " and another " + longest);
    }

    @Override
    public String toString() {
        return client.isEmpty()
                ? "nothing"
                : client + "#" + index + write.map(value -> " write " + value).getOrElse(" read");
    }
}
