package dev.rehearsal.shrink;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.control.Option;

import java.time.Duration;

/**
 * A register with two mistakes behind one property: a write that comes twice is done twice, and the
 * value is gone when the server loses power. In the calm world nothing shows.
 */
public final class TwoBugs implements Scenario {

    sealed interface Message {}

    record Ask(int request, Register.Call<Integer> call) implements Message {}

    record Told(int request, Answer<Integer> answer) implements Message {}

    record Server() implements Actor<Integer, Message> {

        @Override
        public Integer start(Context<Message> context) {
            return 0;
        }

        @Override
        public Integer receive(Integer held, Message message, Context<Message> context) {
            return switch (message) {
                case Ask(int request, Register.Write<Integer>(Integer value)) -> {
                    context.reply(new Told(request, Answer.done()));
                    yield value;
                }
                case Ask(int request, _) -> {
                    context.reply(new Told(request, Answer.value(held)));
                    yield held;
                }
                case Told _ -> held;
            };
        }
    }

    record User(int number, ActorRef<Message> server)
            implements Client<Register.Call<Integer>, Option<Integer>, Message> {

        @Override
        public Option<Integer> start(ClientContext<Message> context) {
            return Option.none();
        }

        @Override
        public Option<Integer> invoke(
                Option<Integer> open,
                int index,
                Register.Call<Integer> call,
                ClientContext<Message> context) {
            int request = 10 * index + number;
            context.send(server, new Ask(request, call));
            return Option.some(request);
        }

        @Override
        public Option<Integer> receive(
                Option<Integer> open, Message message, ClientContext<Message> context) {
            if (message instanceof Told(int request, var answer) && open.contains(request)) {
                context.complete(answer);
                return Option.none();
            }
            return open;
        }

        @Override
        public Option<Integer> abandon(Option<Integer> open) {
            return Option.none();
        }
    }

    @Override
    public String name() {
        return "two-bugs";
    }

    @Override
    public String summary() {
        return "two mistakes behind one property";
    }

    @Override
    public Cluster cluster(Settings settings) {
        ActorRef<Message> server = ActorRef.to("s1");
        Cluster.Builder cluster = Cluster.builder().node("s1", new Server());
        for (int c = 0; c < 2; c++) {
            cluster.client("c" + (c + 1), new User(c, server));
        }
        return cluster.workload(
                        new Workload(
                                Register.Call.class,
                                4,
                                Duration.ofMillis(5),
                                Duration.ofMillis(200),
                                (client, index, draw) ->
                                        draw.chance(0.5)
                                                ? new Register.Write<>(2 * index - client)
                                                : new Register.Read<>()))
                .linearizable(Register.holding(0))
                .survives(1)
                .build();
    }
}
