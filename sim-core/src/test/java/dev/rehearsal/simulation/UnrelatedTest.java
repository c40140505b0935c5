package dev.rehearsal.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Client;
import dev.rehearsal.actor.ClientContext;
import dev.rehearsal.actor.Context;
import dev.rehearsal.decision.Adversary;
import dev.rehearsal.decision.Decision;
import dev.rehearsal.decision.Departure;
import dev.rehearsal.decision.Departure.Partition.Link;
import dev.rehearsal.decision.MessageName;
import dev.rehearsal.decision.PlannedOperation;
import dev.rehearsal.decision.Point;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.scenario.Cluster;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Settings;
import dev.rehearsal.scenario.Workload;

import io.vavr.collection.Vector;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * In random scenarios: taking away one operation, one fault or what befalls one message leaves the
 * fate and the delay of every unrelated message as it was.
 *
 * <p>Servers remember nothing and pass each message on as a table says that is drawn for the
 * scenario. So activities meet on the same links and at the same servers all the time, and are
 * related only where one follows from the other: the operations of one client, and whatever touches
 * a node or link that something befell.
 */
class UnrelatedTest {

    /** A message on its way; the colour is that of the stimulus that it serves. */
    private sealed interface Hop {
        int colour();

        int left();

        record Left(int colour, int left) implements Hop {}

        record Right(int colour, int left) implements Hop {}

        record Done(int colour, int left) implements Hop {}
    }

    private record Tick() {}

    private record Ask(int colour) {}

    /** Passes on what it gets, and begins something of its own now and then. */
    private record Relay(Draw table, int number, int servers) implements Actor<Integer, Object> {

        @Override
        public Integer start(Context<Object> context) {
            context.timer(new Tick(), Duration.ofMillis(3 + number));
            pass(new Hop.Left(-1, 2), context);
            return 0;
        }

        @Override
        public Integer receive(Integer state, Object message, Context<Object> context) {
            if (message instanceof Hop hop) {
                pass(hop, context);
            } else {
                context.timer(new Tick(), Duration.ofMillis(7));
                pass(new Hop.Right(-2 - number, 3), context);
            }
            return state;
        }

        private void pass(Hop hop, Context<Object> context) {
            Draw row = table.in(number).in(hop.colour()).in(hop.left());
            int client = hop.colour() / 100;
            if (hop.colour() > 0 && hop.left() <= 1) {
                context.send(ActorRef.to("c" + client), new Hop.Done(hop.colour(), 0));
            }
            if (hop.left() == 0) {
                return;
            }
            int copies = 1 + row.in("copies").below(2);
            for (int copy = 0; copy < copies; copy++) {
                int to = (number + 1 + row.in("to").in(copy).below(servers - 1)) % servers;
                Hop next =
                        row.in("kind").in(copy).chance(0.5)
                                ? new Hop.Left(hop.colour(), hop.left() - 1)
                                : new Hop.Right(hop.colour(), hop.left() - 1);
                context.send(ActorRef.to("n" + to), next);
            }
        }
    }

    private record User(Draw table, int servers) implements Client<Ask, Integer, Object> {

        @Override
        public Integer start(ClientContext<Object> context) {
            return 0;
        }

        @Override
        public Integer invoke(Integer open, int index, Ask ask, ClientContext<Object> context) {
            int to = table.in("first").in(ask.colour()).below(servers);
            context.send(ActorRef.to("n" + to), new Hop.Left(ask.colour(), 3));
            return ask.colour();
        }

        @Override
        public Integer receive(Integer open, Object message, ClientContext<Object> context) {
            if (message instanceof Hop hop && hop.colour() == open && open > 0) {
                context.complete(open);
                return 0;
            }
            return open;
        }

        @Override
        public Integer abandon(Integer open) {
            return 0;
        }
    }

    /** A scenario for each seed: three to six servers, two to four clients. */
    private record Drawn(long seed) implements Scenario {

        Draw table() {
            return Draw.seed(seed).in("table");
        }

        int servers() {
            return 3 + table().in("servers").below(4);
        }

        @Override
        public String name() {
            return "drawn";
        }

        @Override
        public String summary() {
            return "servers that pass on what they get";
        }

        @Override
        public Cluster cluster(Settings settings) {
            Cluster.Builder cluster = Cluster.builder().survives(servers());
            for (int n = 0; n < servers(); n++) {
                cluster.node("n" + n, new Relay(table(), n, servers()));
            }
            for (int c = 1; c <= 2 + table().in("clients").below(3); c++) {
                cluster.client("c" + c, new User(table(), servers()));
            }
            return cluster.workload(
                            new Workload(
                                    Ask.class,
                                    4,
                                    Duration.ofMillis(5),
                                    Duration.ofMillis(25),
                                    (client, index, _) -> new Ask(100 * (client + 1) + index)))
                    .build();
        }
    }

    /** Everything that befalls messages, nodes and links, each by its name. */
    private record Weather(Draw draw, int servers, long spared, int calmed) implements Adversary {

        static Weather of(Drawn scenario) {
            return new Weather(Draw.seed(scenario.seed).in("weather"), scenario.servers(), 0, -1);
        }

        Weather sparing(MessageName name) {
            return new Weather(draw, servers, name.key(), calmed);
        }

        Weather without(int incident) {
            return new Weather(draw, servers, spared, incident);
        }

        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {
            Draw own = draw.in(key);
            if (key == spared) {
                return;
            }
            if (own.in("drop").chance(0.1)) {
                decision.drop();
                return;
            }
            if (own.in("hold").chance(0.3)) {
                decision.hold(new Point.After(1 + own.in("nanos").below(9_000_000)));
            }
            if (own.in("again").chance(0.1)) {
                decision.again(new Point.After(1 + own.in("later").below(20_000_000)));
            }
        }

        Vector<Departure.Incident> all() {
            Vector<Departure.Incident> all = Vector.empty();
            for (int n = 0; n < servers; n++) {
                Draw own = draw.in("node").in(n);
                Point at = new Point.At(own.in("at").below(25_000_000));
                long nanos = 1 + own.in("nanos").below(9_000_000);
                String node = "n" + n;
                all =
                        switch (own.in("what").below(5)) {
                            case 0 ->
                                    all.append(
                                            new Departure.Crash(
                                                    node, 0, at, nanos, Aftermath.NONE));
                            case 1 -> all.append(new Departure.Stop(node, 0, at, nanos));
                            case 2 -> all.append(new Departure.Pause(node, 0, at, nanos));
                            case 3 ->
                                    all.append(
                                            new Departure.Partition(
                                                    "cut-" + node,
                                                    0,
                                                    at,
                                                    nanos,
                                                    Vector.of(
                                                            new Link(
                                                                    node,
                                                                    "n" + (n + 1) % servers))));
                            default -> all;
                        };
            }
            return all;
        }

        @Override
        public Vector<Departure.Incident> incidents() {
            return calmed < 0 ? all() : all().removeAt(calmed);
        }
    }

    // ---------------------------------------------------------------------------------- comparing

    /** One message: when it left, whether it was lost on the way, when it arrived. */
    private record Way(MessageName name, long sentNanos, String fate) {}

    /** The ways of all messages by their root, as far as both runs go. */
    private static Map<String, List<Way>> ways(Run run, long until) {
        Map<Long, TraceEvent.Sent> sent = new TreeMap<>();
        Map<Long, StringBuilder> fates = new HashMap<>();
        for (TraceEvent event : run.trace().events()) {
            if (event.nanos() >= until) {
                break;
            }
            switch (event) {
                case TraceEvent.Sent one when one.name() != null -> {
                    sent.put(one.id(), one);
                    fates.put(one.id(), new StringBuilder(one.dropped() ? "dropped" : ""));
                }
                case TraceEvent.Delivered one when fates.containsKey(one.id()) ->
                        fates.get(one.id()).append(" handled ").append(one.nanos());
                case TraceEvent.Lost one when fates.containsKey(one.id()) ->
                        fates.get(one.id()).append(" lost ").append(one.nanos());
                default -> {}
            }
        }
        Map<String, List<Way>> ways = new TreeMap<>();
        sent.values()
                .forEach(one ->
                        ways.computeIfAbsent(one.name().root(), _ -> new ArrayList<>())
                                .add(
                                        new Way(
                                                one.name(),
                                                one.nanos(),
                                                fates.get(one.id()).toString())));
        return ways;
    }

    /** The first unrelated root whose messages differ; counts how many messages were compared. */
    private static String difference(
            Run whole, Run without, Predicate<String> related, int[] compared) {
        long until = Math.min(whole.nanos(), without.nanos());
        Map<String, List<Way>> before = ways(whole, until);
        Map<String, List<Way>> after = ways(without, until);
        TreeMap<String, List<Way>> roots = new TreeMap<>(before);
        roots.putAll(after);
        for (String root : roots.keySet()) {
            if (!related.test(root)) {
                List<Way> left = before.getOrDefault(root, List.of());
                List<Way> right = after.getOrDefault(root, List.of());
                compared[0] += left.size();
                if (!left.equals(right)) {
                    return root + ": " + left + " then " + right;
                }
            }
        }
        return "";
    }

    /** An operation, and those that its client asks after it. */
    private static boolean isOf(String root, String client, int index) {
        return root.startsWith(client + "#")
                && Integer.parseInt(root.substring(client.length() + 1)) >= index;
    }

    private static Simulation simulation(Drawn scenario) {
        return Simulation.of(scenario.settings()).with(Simulation.Options.DEFAULT.verbose());
    }

    // -----------------------------------------------------------------------------------
    // properties

    @Property(tries = 150)
    void operation_takenAway_leavesEveryUnrelatedMessageAsItWas(@ForAll long seed) {
        Drawn scenario = new Drawn(seed);
        Simulation simulation = simulation(scenario);
        Run whole = simulation.run(seed, Weather.of(scenario));
        Vector<PlannedOperation> operations = whole.story().operations();
        int which = Draw.seed(seed).in("which").below(operations.size());
        PlannedOperation gone = operations.get(which);
        Run without = simulation.run(operations.removeAt(which), Weather.of(scenario));
        int[] compared = {0};
        assertEquals(
                "",
                difference(
                        whole, without, root -> isOf(root, gone.client(), gone.index()), compared));
        assertTrue(compared[0] > 10, () -> "messages compared: " + compared[0]);
    }

    @Property(tries = 150)
    void fateOfOneMessage_takenAway_leavesEveryUnrelatedMessageAsItWas(@ForAll long seed) {
        Drawn scenario = new Drawn(seed);
        Simulation simulation = simulation(scenario);
        Run whole = simulation.run(seed, Weather.of(scenario));
        Vector<MessageName> fated =
                whole.story()
                        .departures()
                        .filter(departure -> departure instanceof Departure.OfMessage)
                        .map(departure -> ((Departure.OfMessage) departure).message());
        MessageName spared = fated.get(Draw.seed(seed).in("which").below(fated.size()));
        Run without =
                simulation.run(whole.story().operations(), Weather.of(scenario).sparing(spared));
        int[] compared = {0};
        String root = spared.root();
        int number = root.indexOf('#') < 0 ? 0 : Integer.parseInt(root.replaceAll(".*#", ""));
        assertEquals(
                "",
                difference(
                        whole,
                        without,
                        other ->
                                other.equals(root)
                                        || root.startsWith("c")
                                                && isOf(
                                                        other,
                                                        root.substring(0, root.indexOf('#')),
                                                        number),
                        compared));
        assertTrue(compared[0] > 10, () -> "messages compared: " + compared[0]);
    }

    @Property(tries = 150)
    void fault_takenAway_leavesEveryMessageThatDoesNotMeetItAsItWas(@ForAll long seed) {
        Drawn scenario = new Drawn(seed);
        Weather weather = Weather.of(scenario);
        Vector<Departure.Incident> all = weather.all();
        if (all.isEmpty()) {
            return;
        }
        int which = Draw.seed(seed).in("which").below(all.size());
        Simulation simulation = simulation(scenario);
        Run whole = simulation.run(seed, weather);
        Run without = simulation.run(whole.story().operations(), weather.without(which));
        List<String> met = new ArrayList<>();
        for (Run run : List.of(whole, without)) {
            for (List<Way> ways : ways(run, Long.MAX_VALUE).values()) {
                for (Way way : ways) {
                    if (meets(all.get(which), way.name())) {
                        met.add(way.name().root());
                    }
                }
            }
        }
        String own = all.get(which).target() + ".";
        assertEquals(
                "",
                difference(
                        whole,
                        without,
                        root ->
                                root.startsWith(own)
                                        || root.startsWith(all.get(which).target() + "!")
                                        || met.stream()
                                                .anyMatch(one ->
                                                        one.equals(root)
                                                                || one.startsWith("c")
                                                                        && isOf(
                                                                                root,
                                                                                one.substring(
                                                                                        0,
                                                                                        one.indexOf(
                                                                                                '#')),
                                                                                Integer.parseInt(
                                                                                        one
                                                                                                .replaceAll(
                                                                                                        ".*#",
                                                                                                        "")))),
                        new int[1]));
    }

    private static boolean meets(Departure.Incident incident, MessageName name) {
        return incident instanceof Departure.Partition cut
                ? cut.links().contains(new Link(name.from(), name.to()))
                : name.from().equals(incident.target()) || name.to().equals(incident.target());
    }

    /** Draws from a stream, as one must not. */
    private static final class Stream implements Adversary {
        private long drawn;

        @Override
        public void decide(Delivery message, long key, long nowNanos, Decision decision) {
            Draw own = Draw.seed(drawn++);
            if (own.in("drop").chance(0.1)) {
                decision.drop();
            } else if (own.in("hold").chance(0.3)) {
                decision.hold(new Point.After(1 + own.in("nanos").below(9_000_000)));
            }
        }

        @Override
        public Vector<Departure.Incident> incidents() {
            return Vector.empty();
        }
    }

    @Test
    void adversaryThatDrawsFromAStream_isCaught() {
        Drawn scenario = new Drawn(1);
        Simulation simulation = simulation(scenario);
        Run whole = simulation.run(1, new Stream());
        PlannedOperation gone = whole.story().operations().get(0);
        Run without = simulation.run(whole.story().operations().removeAt(0), new Stream());
        assertNotEquals(
                "",
                difference(
                        whole,
                        without,
                        root -> isOf(root, gone.client(), gone.index()),
                        new int[1]));
    }

    /** The teeth: the fates of all kinds happen, and little is called related. */
    @Test
    void runs_overManySeeds_areFullOfWhatIsUnrelated() {
        Map<String, Integer> kinds = new TreeMap<>();
        int[] compared = {0};
        for (long seed = 0; seed < 50; seed++) {
            Drawn scenario = new Drawn(seed);
            Run run = simulation(scenario).run(seed, Weather.of(scenario));
            run.effective()
                    .forEach((kind, count) -> kinds.merge(kind.label(), count, Integer::sum));
            difference(run, run, root -> isOf(root, "c1", 1), compared);
        }
        assertEquals(
                List.of("crash", "drop", "duplicate", "hold", "partition", "pause", "stop"),
                List.copyOf(kinds.keySet()));
        assertTrue(compared[0] > 50 * 100, () -> "messages compared: " + compared[0]);
    }
}
