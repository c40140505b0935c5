package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.check.OpenSoup;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.Point;
import dev.rehearsal.decision.Script;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Numbering;
import dev.rehearsal.kernel.Observer;
import dev.rehearsal.kernel.World;
import dev.rehearsal.scenario.Cluster;

import io.vavr.collection.Vector;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One list of actions means the same whether they wait in the agenda or in the soup. */
class BothMediaTest {

    /** Keeps a number on its disk, lets a child hold it, and says so to whoever asked. */
    private record Server() implements Actor<String, String> {
        @Override
        public String start(Context<String> context) {
            context.spawnLinked("child", new Child());
            return "kept "
                    + context.disk()
                            .read("number")
                            .map(bytes -> String.valueOf(bytes[0]))
                            .getOrElse("nothing");
        }

        @Override
        public String receive(String kept, String number, Context<String> context) {
            context.disk().write("number", 0, new byte[] {Byte.parseByte(number)});
            context.disk().sync("number");
            context.disk().syncFolder();
            context.send(ActorRef.<String>to("s/child"), number);
            context.reply("kept " + number);
            return "kept " + number;
        }
    }

    private record Child() implements Actor<Vector<String>, String> {
        @Override
        public Vector<String> start(Context<String> context) {
            return Vector.empty();
        }

        @Override
        public Vector<String> receive(Vector<String> held, String number, Context<String> context) {
            return held.append(number);
        }
    }

    /** Asks for 1, 2 and 3, again when it is not answered in time, and watches the server. */
    private record User() implements Actor<Integer, String> {
        @Override
        public Integer start(Context<String> context) {
            return ask(1, context);
        }

        private static Integer ask(int number, Context<String> context) {
            context.send(ActorRef.<String>to("s"), String.valueOf(number));
            context.timer("again", Duration.ofMillis(10));
            return number;
        }

        @Override
        public Integer receive(Integer asked, String heard, Context<String> context) {
            if (heard.equals("again")) {
                return ask(asked, context);
            }
            if (heard.equals("kept " + asked)) {
                context.cancel("again");
                return asked == 3 ? 4 : ask(asked + 1, context);
            }
            return asked;
        }
    }

    private static final Cluster CLUSTER =
            Cluster.builder().node("s", new Server()).node("u", new User()).survives(1).build();

    /** The number 2 comes late, so that it is asked for twice; power is lost in the second sync. */
    private static final Vector<Departure> STORY =
            Vector.of(
                    new Departure.Held(
                            MessageName.parse("u!1 / u→s : String ~ 2"),
                            new Point.After(12_000_000)),
                    new Departure.Crash(
                            "s", 0, new Point.At(13_250_000), 500_000, Aftermath.parse("1+")));

    private static final String ACTIONS =
            """
            boot s
            boot u
            deliver s!1 s/child Start[]
            deliver s/child!1 s Started[child=s/child!1, info=null]
            deliver u!1 s 1
            sync s
            sync s
            deliver s!1 s/child 1
            deliver s!1 u kept 1
            timer u again
            deliver u!1 s 2
            crash s +
            boot s
            deliver s!2 s/child Start[]
            deliver s/child!2 s Started[child=s/child!2, info=null]
            deliver u!1 s 2
            sync s
            sync s
            deliver s!2 s/child 2
            deliver s!2 u kept 2
            deliver u!1 s 3
            sync s
            sync s
            deliver s!2 s/child 3
            deliver s!2 u kept 3
            """;

    private static String described(World world, Action action) {
        return switch (action) {
            case Delivery delivery ->
                    "deliver "
                            + delivery.senderRef()
                            + " "
                            + world.path(delivery.receiver())
                            + " "
                            + delivery.message();
            case Firing firing -> "timer " + world.path(firing.actor()) + " " + firing.message();
            case Completion sync -> "sync " + world.path(sync.actor());
            case Action.Boot boot -> "boot " + world.name(boot.node());
            case Action.Crash crash ->
                    "crash " + world.name(crash.node()) + " " + crash.aftermath();
            default -> throw new IllegalStateException("not of this story: " + action);
        };
    }

    private static long fingerprint(World world) {
        long sum = 0;
        for (int actor = 0; actor < world.actors(); actor++) {
            sum += world.image(actor).fingerprint();
        }
        for (int node = 0; node < world.nodes(); node++) {
            sum += world.nodeImage(node).fingerprint();
        }
        return sum;
    }

    /** Lives are numbered upwards: there is no end to them, as there is none to time. */
    private static World.Births upwards() {
        int[] lives = new int[8];
        return actor -> ++lives[actor];
    }

    private static List<Long> throughTheAgenda(List<String> actions) {
        Script script = new Script(STORY);
        Agenda agenda = new Agenda(script);
        Stage stage =
                new Stage(CLUSTER, Vector.empty(), script, agenda, Simulation.Options.DEFAULT);
        World world = stage.world();
        world.among(new Numbering(), upwards());
        List<Long> fingerprints = new ArrayList<>();
        for (Action action = agenda.next(60_000_000);
                action != null;
                action = agenda.next(60_000_000)) {
            actions.add(described(world, action));
            stage.begin(action);
            world.apply(action);
            fingerprints.add(fingerprint(world));
        }
        assertEquals(Vector.empty(), script.unused());
        return fingerprints;
    }

    private static List<Long> throughTheSoup(List<String> actions) {
        OpenSoup soup = new OpenSoup();
        World world = new World(CLUSTER.topology(), soup.medium(), new Observer() {});
        soup.open(world);
        world.among(new Numbering(), upwards());
        List<Long> fingerprints = new ArrayList<>();
        for (String description : actions) {
            String[] words = description.split(" ");
            Action action =
                    switch (words[0]) {
                        case "boot" -> new Action.Boot(world.node(words[1]), null);
                        case "crash" ->
                                new Action.Crash(world.node(words[1]), Aftermath.parse(words[2]));
                        default -> soup.take(description, waiting -> described(world, waiting));
                    };
            assertNotNull(action, () -> description + " after " + fingerprints.size());
            world.apply(action);
            fingerprints.add(fingerprint(world));
        }
        return fingerprints;
    }

    @Test
    void actions_throughTheAgendaAndTheSoup_giveEqualFingerprintsAfterEachStep() {
        List<String> actions = new ArrayList<>();
        List<Long> agenda = throughTheAgenda(actions);
        assertEquals(ACTIONS.lines().toList(), actions);
        List<Long> soup = throughTheSoup(actions);
        for (int step = 0; step < actions.size(); step++) {
            assertEquals(agenda.get(step), soup.get(step), "after " + actions.get(step));
        }
        assertTrue(
                agenda.stream().distinct().count() > 20, () -> "few different worlds: " + agenda);
    }
}
