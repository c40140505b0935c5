package dev.rehearsal.scenarios.replication;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Asks all servers at once, of which one answers, and asks again while none does.
 *
 * @param servers their paths
 * @param ask the message with a command
 * @param retry the timer for an operation
 * @param <M> the protocol of the servers
 */
public record RegisterUser<M>(
        String name, Vector<String> servers, Function<Command, M> ask, IntFunction<M> retry)
        implements Client<Register.Call<Integer>, Option<Command>, M> {

    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration OVER = Duration.ofSeconds(3);

    /** The answer to an operation. */
    public interface Told {
        /** Its index. */
        int index();

        /** What came of it. */
        Answer<Integer> answer();
    }

    /** Reads and writes in equal parts, spread over three seconds; each value is written once. */
    public static Workload workload(int clients, int operationsEach) {
        return workload(
                clients, operationsEach, OVER.dividedBy(operationsEach), Duration.ofSeconds(1));
    }

    /** The same with other times, as {@link Workload} has them. */
    public static Workload workload(
            int clients, int operationsEach, Duration spacing, Duration patience) {
        return new Workload(
                Register.Call.class,
                operationsEach,
                spacing,
                patience,
                (int client, int index, Draw draw) ->
                        draw.chance(0.5)
                                ? new Register.Write<>(client + (index - 1) * clients + 1)
                                : new Register.Read<Integer>());
    }

    @Override
    public Option<Command> start(ClientContext<M> context) {
        return Option.none();
    }

    @Override
    public Option<Command> invoke(
            Option<Command> open,
            int index,
            Register.Call<Integer> call,
            ClientContext<M> context) {
        return asking(new Command(name, index, Command.write(call)), context);
    }

    private Option<Command> asking(Command command, ClientContext<M> context) {
        servers.forEach(path -> context.send(ActorRef.<M>to(path), ask.apply(command)));
        context.timer(retry.apply(command.index()), RETRY);
        return Option.some(command);
    }

    @Override
    public Option<Command> receive(Option<Command> open, M message, ClientContext<M> context) {
        if (open.isEmpty()) {
            return open;
        }
        Command command = open.get();
        if (message instanceof Told told && told.index() == command.index()) {
            context.cancel(retry.apply(command.index()));
            context.complete(told.answer());
            return Option.none();
        }
        return message.equals(retry.apply(command.index())) ? asking(command, context) : open;
    }

    @Override
    public Option<Command> abandon(Option<Command> open) {
        return Option.none();
    }
}
