package dev.rehearsal.counterexample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.Network;
import dev.rehearsal.check.Options;
import dev.rehearsal.check.Trouble;
import dev.rehearsal.counterexample.Counterexample.Found;
import dev.rehearsal.decision.FaultKind;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.failure.Failure;
import dev.rehearsal.failure.FailureFile;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenario.Catalogue;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Invariant;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;
import dev.rehearsal.scenarios.SettingsInWords;
import dev.rehearsal.shrink.Shrinker;
import dev.rehearsal.shrink.Shrunk;
import dev.rehearsal.shrink.Standing;
import dev.rehearsal.simulation.Run;
import dev.rehearsal.simulation.Simulation;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/** What a search finds, a simulation shows. */
public class CounterexampleTest {

    private static final Catalogue CATALOGUE =
            Catalogue.of(CounterexampleTest.class.getClassLoader());

    private static Counterexample shortest(Settings settings, Trouble trouble) {
        return assertInstanceOf(
                        Found.class, Counterexample.shortest(settings, trouble, Options.DEFAULT))
                .counterexample();
    }

    private static Run told(Counterexample counterexample) {
        return assertInstanceOf(
                        Retelling.Told.class,
                        counterexample.retelling(),
                        () -> counterexample.toString())
                .run();
    }

    @ParameterizedTest
    @CsvSource({
        "single-copy-register servers=2 clients=2, UNORDERED, 0, 4",
        "single-copy-register servers=1 clients=2, UNORDERED_DUPLICATING, 0, -1",
        "replicated-register servers=2 clients=3, UNORDERED, 0, -1",
        "replicated-register servers=2 clients=3, ORDERED, 0, -1"
    })
    void registerThatIsNotLinearizable_failsInASimulationToo(
            String words, Network network, int drops, int steps) {
        Settings settings = SettingsInWords.of(words);

        Counterexample found = shortest(settings, Trouble.NONE.over(network).drops(drops));

        assertEquals("linearizable", found.property());
        assertTrue(steps < 0 || found.steps() == steps, found::toString);
        Run run = told(found);
        assertEquals("linearizable", run.violation().get().property());
        Run again = Simulation.of(settings).run(run.story());
        assertEquals(run.traceHash(), again.traceHash());
        assertEquals(run.violation(), again.violation());
    }

    /** Whether the answer leaves before the value is on the disk, and whether it is synced. */
    enum Care {
        ANSWERS_FIRST,
        NEVER_SYNCS,
        HEALTHY
    }

    sealed interface Message {
        record Put(int value) implements Message {}

        record Get() implements Message {}

        record Told(int value) implements Message {}

        record Tick() implements Message {}
    }

    /** What is written down. */
    record Note(int value) {}

    private record Server(Care care, Cell<Note> cell) implements Actor<Integer, Message> {

        @Override
        public Integer start(Context<Message> context) {
            if (care == Care.NEVER_SYNCS) {
                return context.disk()
                        .read("note")
                        .filter(bytes -> bytes.length > 0)
                        .map(bytes -> (int) bytes[0])
                        .getOrElse(0);
            }
            return cell.recover(context.disk()).map(Note::value).getOrElse(0);
        }

        @Override
        public Integer receive(Integer held, Message message, Context<Message> context) {
            return switch (message) {
                case Message.Put(int value) -> {
                    switch (care) {
                        case ANSWERS_FIRST -> {
                            context.reply(new Message.Told(value));
                            cell.write(context.disk(), new Note(value));
                        }
                        case NEVER_SYNCS -> {
                            context.disk().write("note", 0, new byte[] {(byte) value});
                            context.reply(new Message.Told(value));
                        }
                        case HEALTHY -> {
                            cell.write(context.disk(), new Note(value));
                            context.reply(new Message.Told(value));
                        }
                    }
                    yield value;
                }
                case Message.Get() -> {
                    context.reply(new Message.Told(held));
                    yield held;
                }
                case Message.Told _, Message.Tick _ -> held;
            };
        }
    }

    private record User() implements Client<Register.Call<Integer>, Integer, Message> {

        @Override
        public Integer start(ClientContext<Message> context) {
            return 0;
        }

        @Override
        public Integer invoke(
                Integer open,
                int index,
                Register.Call<Integer> call,
                ClientContext<Message> context) {
            context.send(
                    ActorRef.to("s1"),
                    call instanceof Register.Write<Integer>(Integer value)
                            ? new Message.Put(value)
                            : new Message.Get());
            return index;
        }

        @Override
        public Integer receive(Integer open, Message message, ClientContext<Message> context) {
            if (message instanceof Message.Told(int value) && open > 0) {
                context.complete(open == 1 ? Answer.done() : Answer.value(value));
                return 0;
            }
            return open;
        }

        @Override
        public Integer abandon(Integer open) {
            return 0;
        }
    }

    private record Notes(Care care) implements Scenario {

        @Override
        public String name() {
            return "notes";
        }

        @Override
        public String summary() {
            return "one value on one disk";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("s1", new Server(care, Cell.of("note", Note.class)))
                    .client("c1", new User())
                    .workload(
                            new Workload(
                                    Register.Call.class,
                                    2,
                                    Duration.ofMillis(1),
                                    Duration.ofMillis(200),
                                    (_, index, _) ->
                                            index == 1
                                                    ? new Register.Write<>(7)
                                                    : new Register.Read<>()))
                    .checked(_ -> Vector.of(new Register.Write<>(7), new Register.Read<>()))
                    .linearizable(Register.holding(0))
                    .survives(1)
                    .build();
        }
    }

    @ParameterizedTest
    @CsvSource({"ANSWERS_FIRST", "NEVER_SYNCS"})
    void valueThatACrashLoses_isLostInASimulationToo(Care care) {
        Counterexample found = shortest(new Notes(care).settings(), Trouble.NONE.crashes(1, 1));

        Run run = told(found);
        assertEquals("linearizable", run.violation().get().property());
        assertEquals(1, run.injected().get(FaultKind.CRASH).getOrElse(0), run::toString);
    }

    @Test
    void valueThatIsSyncedBeforeTheAnswer_survivesEveryCrash() {
        assertInstanceOf(
                Counterexample.None.class,
                Counterexample.shortest(
                        new Notes(Care.HEALTHY).settings(),
                        Trouble.NONE.crashes(2, 1),
                        Options.DEFAULT));
    }

    @Test
    void searchThatReachesALimit_isUnknown() {
        assertInstanceOf(
                Counterexample.Unknown.class,
                Counterexample.shortest(
                        new Notes(Care.HEALTHY).settings(),
                        Trouble.NONE.crashes(2, 1),
                        Options.DEFAULT.states(10)));
    }

    /** Counts what it was told and what its timer said. */
    private record Counter(boolean parent) implements Actor<Vector<String>, Message> {

        @Override
        public Vector<String> start(Context<Message> context) {
            if (parent) {
                context.spawnLinked("child", new Counter(false));
                context.timer(new Message.Tick(), Duration.ofSeconds(5));
            }
            return Vector.empty();
        }

        @Override
        public Vector<String> receive(
                Vector<String> heard, Message message, Context<Message> context) {
            if (parent && message instanceof Message.Tick) {
                context.send(ActorRef.to("n1/child"), new Message.Get());
            }
            return heard.append(message.getClass().getSimpleName());
        }
    }

    private record Sender() implements Actor<Integer, Message> {

        @Override
        public Integer start(Context<Message> context) {
            context.send(ActorRef.to("n1"), new Message.Put(1));
            context.send(ActorRef.to("n1/child"), new Message.Put(2));
            return 0;
        }

        @Override
        public Integer receive(Integer state, Message message, Context<Message> context) {
            return state;
        }
    }

    /** Breaks when it has heard one message so often. */
    public static final class Worn implements Scenario {

        private static final Parameter.Count MOST =
                new Parameter.Count("most", "how often it breaks", 3, 1, 9);

        /** The scenario. */
        public Worn() {}

        @Override
        public String name() {
            return "worn";
        }

        @Override
        public Vector<Parameter<?>> parameters() {
            return Vector.of(MOST);
        }

        @Override
        public String summary() {
            return "a message that comes too often";
        }

        @Override
        public Cluster cluster(Settings settings) {
            int most = settings.get(MOST);
            return Cluster.builder()
                    .node("n1", new Counter(false))
                    .node("n2", new Knocker())
                    .always(
                            "whole",
                            Invariant.that(
                                    "not heard " + most + " times",
                                    world ->
                                            world.state("n1", Vector.class)
                                                    .forAll(heard -> heard.size() < most)))
                    .build();
        }
    }

    /** Sends one message. */
    private record Knocker() implements Actor<Integer, Message> {

        @Override
        public Integer start(Context<Message> context) {
            context.send(ActorRef.to("n1"), new Message.Put(1));
            return 0;
        }

        @Override
        public Integer receive(Integer state, Message message, Context<Message> context) {
            return state;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void messageThatIsDeliveredOftenerThanTwice_isToldShrunkWrittenAndReplayed(int times) {
        Settings settings = new Worn().settings().with("most", String.valueOf(times));

        Counterexample found =
                shortest(settings, Trouble.NONE.over(Network.UNORDERED_DUPLICATING).drops(1));

        Run run = told(found);
        assertEquals(times, found.steps());
        assertEquals(
                times - 1,
                run.story().departures().count(one -> one.kind() == FaultKind.DUPLICATE),
                run.story()::toString);
        Shrunk shrunk = Shrinker.of(Simulation.of(settings)).shrink(run);
        assertTrue(shrunk.oneMinimal(), shrunk::toString);
        assertEquals(Standing.CANONICAL, shrunk.standing());
        assertEquals(times - 1, shrunk.after().story().departures().size());
        Failure failure = Failure.of(shrunk);
        String text = FailureFile.text(failure);
        Failure read = FailureFile.parse(text, CATALOGUE);
        assertEquals(text, FailureFile.text(read));
        assertEquals(failure.traceHash(), Simulation.of(settings).run(read.story()).traceHash());
        Shrunk again = Shrinker.of(Simulation.of(settings)).shrink(shrunk.after());
        assertEquals(shrunk.after().story(), again.after().story());
    }

    /** Beats for ever: its state is another after each beat. */
    private record Heart(boolean heeds) implements Actor<String, Message> {

        @Override
        public String start(Context<Message> context) {
            context.timer(new Message.Tick(), Duration.ofMillis(100));
            return "tick";
        }

        @Override
        public String receive(String state, Message message, Context<Message> context) {
            if (message instanceof Message.Tick) {
                context.timer(new Message.Tick(), Duration.ofMillis(100));
                return state.equals("tick") ? "tock" : state.equals("tock") ? "tick" : state;
            }
            return heeds ? "heard" : state;
        }
    }

    private record Beating(boolean heeds) implements Scenario {

        @Override
        public String name() {
            return "beating";
        }

        @Override
        public String summary() {
            return "is a message heard beside a timer that is always set?";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n1", new Heart(heeds))
                    .node("n2", new Knocker())
                    .eventually(
                            "heard",
                            Invariant.that(
                                    "n1 has heard it",
                                    world -> world.state("n1", String.class).contains("heard")))
                    .within(Duration.ofSeconds(2))
                    .build();
        }
    }

    @Test
    void messageBesideATimerThatIsAlwaysSet_isHeardInTheEnd() {
        assertInstanceOf(
                Counterexample.None.class,
                Counterexample.shortest(
                        new Beating(true).settings(), Trouble.NONE, Options.DEFAULT));
    }

    @Test
    void systemThatGoesRoundForEver_isToldAsARunInWhichItNeverComes() {
        Settings settings = new Beating(false).settings();

        Counterexample found = shortest(settings, Trouble.NONE);

        assertTrue(found.path().loop().isDefined(), found::toString);
        Run run = told(found);
        assertEquals("heard", run.violation().get().property());
        assertEquals(run.traceHash(), Simulation.of(settings).run(run.story()).traceHash());
    }

    private record Counting(String unwanted) implements Scenario {

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String summary() {
            return "messages and timers in any order";
        }

        @Override
        public Cluster cluster(Settings settings) {
            return Cluster.builder()
                    .node("n1", new Counter(true))
                    .node("n2", new Sender())
                    .always(
                            "wanted",
                            Invariant.that(
                                    "not " + unwanted,
                                    world ->
                                            !unwanted.equals(
                                                    world.state("n1", Vector.class)
                                                                    .map(heard ->
                                                                            heard.mkString("+"))
                                                                    .getOrElse("")
                                                            + "/"
                                                            + world.state("n1/child", Vector.class)
                                                                    .map(heard ->
                                                                            heard.mkString("+"))
                                                                    .getOrElse(""))))
                    .build();
        }
    }

    @ParameterizedTest
    @CsvSource({"Tick+Put/Get+Put", "Tick/Put+Get", "Put+Tick/Put", "Tick+Put/", "Put/"})
    void orderOfTimersAndMessages_withinANodeToo_isTaken(String unwanted) {
        Counterexample found = shortest(new Counting(unwanted).settings(), Trouble.NONE);

        Run run = told(found);
        assertEquals("wanted", run.violation().get().property());
    }
}
