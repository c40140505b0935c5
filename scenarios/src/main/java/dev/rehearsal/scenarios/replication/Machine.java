package dev.rehearsal.scenarios.replication;

import dev.rehearsal.history.model.Answer;

import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/**
 * A register, as it is after the commands of a log, and what each client was last told: a command
 * that stands twice in the log is executed once.
 *
 * @param sessions by the paths of the clients
 */
public record Machine(int value, TreeMap<String, Done> sessions) {

    /** Before the first command. */
    public static final Machine NEW = new Machine(0, TreeMap.empty());

    /** The last command of a client. */
    public record Done(int index, Answer<Integer> answer) {}

    /** After one more command. */
    public Machine after(Command command) {
        return has(command) ? this : executing(command);
    }

    /** The same, whether it has been executed before or not. */
    public Machine executing(Command command) {
        if (command.equals(Command.NOTHING)) {
            return this;
        }
        Answer<Integer> answer = command.write().isDefined() ? Answer.done() : Answer.value(value);
        return new Machine(
                command.write().getOrElse(value),
                sessions.put(command.client(), new Done(command.index(), answer)));
    }

    /** Whether that command, or a later one of its client, has been executed. */
    public boolean has(Command command) {
        return sessions.get(command.client()).exists(done -> done.index() >= command.index());
    }

    /** What the client is told; none when the command is not the last one of its client. */
    public Option<Answer<Integer>> answer(Command command) {
        return sessions.get(command.client())
                .filter(done -> done.index() == command.index())
                .map(Done::answer);
    }
}
