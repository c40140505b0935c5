package dev.rehearsal.check;

import dev.rehearsal.check.Move.PowerCut;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.ActorImage;
import dev.rehearsal.kernel.Clock;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.NodeImage;
import dev.rehearsal.kernel.View;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Expands the states of a system of actors in a {@link World} of its own.
 *
 * <p>Over 500 lines because which actions there are, and what a step is, stand in one place. What a
 * world tells, what befalls its handlers, what they choose, and what states mean stand in classes
 * of their own.
 *
 * <p>An action is applied by the world and nobody else; here it is only decided which actions there
 * are, and what of the outcome is a step: a message that its receiver ignores is none unless it
 * stands in a queue, and neither is a timer that only sets itself again.
 */
final class ActorExpander implements Space.Expander<Snapshot> {

    private final ActorSpace space;
    private final Trouble trouble;
    private final Soup soup;
    private final World world;
    private final Events events;
    private final Choosing choosing = new Choosing();
    private final Interruption interruption;
    private final Mentions mentions;
    private final Verdicts verdicts;
    private final Map<Long, Story> stories = new HashMap<>();
    private final Specifications specifications;
    private final @Nullable Occurrences order;
    private final @Nullable Canon canon;

    /** Before anything has booted. */
    private final Snapshot blank;

    /** How many actors the topology has. */
    private final int rooted;

    private int[] ordered = {};

    private Story story;
    private int drops;
    private int crashes;
    private boolean calm;
    private Specifications.@Nullable Strayed strayed;
    private @Nullable List<Move> moves;
    private @Nullable List<Vector<Move.Choice>> begun;

    /** The nodes whose steps are taken, as bits. */
    private long asked = Commutation.ALL;

    /** Whether a message can be delivered or a sync can end in the state that is expanded. */
    private boolean busy;

    /**
     * An expander in a world of its own.
     *
     * @param known which steps make no difference to each other; null to take all
     */
    ActorExpander(ActorSpace space, @Nullable Commutation known) {
        this.space = space;
        this.trouble = space.trouble;
        this.verdicts = new Verdicts(space);
        soup = new Soup(trouble.network());
        events = new Events(space.system.rootExit());
        interruption = new Interruption(space.system.rootExit(), trouble.crashes(), choosing);
        mentions = new Mentions(soup);
        Clock clock = space.system.frozenClock() ? Timeless.FROZEN : Timeless.REFUSED;
        world = new World(space.system.topology(), soup, events, clock, interruption);
        soup.open(world);
        interruption.open(world);
        mentions.open(world);
        if (known == null) {
            order = null;
        } else {
            order = new Occurrences(known, world, soup, events, trouble.crashes());
            soup.note();
        }
        rooted = world.actors();
        world.among(space.numbering, mentions::unmentioned);
        world.paranoid();
        canon =
                space.symmetric
                        ? new Canon(world, soup, space.askers, space.system.interchange().get())
                        : null;
        int[] clientOf = new int[world.actors()];
        for (int c = 0; c < space.askers.size(); c++) {
            clientOf[world.actor(space.askers.get(c).path())] = c;
        }
        events.open(world, clientOf);
        specifications = new Specifications(space.refinements, world, soup);
        story = Story.empty(space.monitors, space.askers.size(), trouble.recorded());
        drops = trouble.dropsMax();
        crashes = trouble.crashesMax();
        calm = space.isLiving() && !trouble.isAny();
        blank = save();
    }

    // -------------------------------------------------------------------------------------- states

    private void load(Snapshot state) {
        for (int a = 0; a < state.actors().length; a++) {
            world.restore(a, state.actors()[a]);
        }
        for (int a = state.actors().length; a < world.actors(); a++) {
            world.restoreDead(a);
        }
        for (int n = 0; n < state.nodes().length; n++) {
            world.restoreNode(n, state.nodes()[n]);
        }
        soup.restore(state.flights());
        story = state.story();
        drops = state.drops();
        crashes = state.crashes();
        calm = state.calm();
        soup.calm(calm);
        strayed = state.strayed();
        events.clear(state.lost(), state.fall());
        mentions.current = null;
    }

    private Snapshot save() {
        ActorImage[] actors = new ActorImage[world.actors()];
        for (int a = 0; a < actors.length; a++) {
            actors[a] = world.image(a);
        }
        NodeImage[] nodes = new NodeImage[world.nodes()];
        for (int n = 0; n < nodes.length; n++) {
            nodes[n] = world.nodeImage(n);
        }
        return new Snapshot(
                actors,
                nodes,
                soup.all(),
                drops,
                crashes,
                calm,
                events.lost,
                story,
                strayed,
                events.fall);
    }

    /**
     * The numbers of all actors, those that were spawned in the order of their paths: which number
     * each has depends on which thread came upon it first.
     */
    private int[] ordered() {
        if (ordered.length != world.actors()) {
            ordered =
                    IntStream.range(0, world.actors())
                            .boxed()
                            .sorted(Comparator.comparing(a -> a < rooted ? "" : world.path(a)))
                            .mapToInt(Integer::intValue)
                            .toArray();
        }
        return ordered;
    }

    private long fingerprint() {
        Fall fall = events.fall;
        long lost = events.lost;
        if (canon != null) {
            return canon.fingerprint(
                    story,
                    fall,
                    (strayed == null ? 0 : strayed.from() + 3)
                            + Fingerprint.fold(drops, crashes)
                            + Fingerprint.mix(2 * lost + (calm ? 1 : 0)));
        }
        long sum = soup.fingerprint() + story.fingerprint();
        for (int a = 0; a < world.actors(); a++) {
            sum += world.image(a).fingerprint();
        }
        for (int n = 0; n < world.nodes(); n++) {
            sum += world.nodeImage(n).fingerprint();
        }
        sum += Fingerprint.fold(drops, crashes) + Fingerprint.mix(2 * lost + (calm ? 1 : 0));
        sum += strayed == null ? 0 : strayed.fingerprint();
        return Fingerprint.mix(fall == null ? sum : sum + Fingerprint.of(fall));
    }

    // --------------------------------------------------------------------------------------- steps

    /** Applies an action and all that belongs to the same step. */
    private void apply(Action action) {
        world.apply(action);
        settle();
    }

    private void settle() {
        while (soup.hasSyncs() && !trouble.crashes()) {
            for (Completion sync : soup.takeSyncs()) {
                if (sync.isAwaited()) {
                    world.apply(sync);
                }
            }
        }
        soup.takeSyncs();
        while (!events.ended.isEmpty()) {
            Events.Ended ended = events.ended.removeFirst();
            story = ended(ended.client(), ended.result());
            invokeNext(ended.client());
        }
        if (events.deaths > 0) {
            soup.purge(world);
        }
    }

    private Story ended(int client, @Nullable Object result) {
        long key =
                Fingerprint.fold(
                        Fingerprint.fold(story.fingerprint(), client), Fingerprint.of(result));
        Story before = story;
        return stories.computeIfAbsent(
                key,
                _ -> result == null ? before.failed(client) : before.completed(client, result));
    }

    private void invokeNext(int client) {
        ActorSpace.Asker asker = space.askers.get(client);
        int index = story.begun(client);
        if (index < asker.operations().size()) {
            Object operation = asker.operations().get(index);
            Story before = story;
            story =
                    stories.computeIfAbsent(
                            Fingerprint.fold(story.fingerprint() + 1, client),
                            _ -> before.invoked(client, operation));
            world.apply(new Action.Invoke(world.actor(asker.path()), index + 1, operation, null));
        }
    }

    @Override
    public void initial(Space.Sink<Snapshot> sink) {
        eachWay(() -> {
            load(blank);
            interruption.begin();
            for (int n = 0; n < world.nodes(); n++) {
                world.apply(new Action.Boot(n, null));
                completeAll();
            }
            for (int c = 0; c < space.askers.size(); c++) {
                invokeNext(c);
                settle();
            }
            strayed = specifications.begin();
            if (hand(sink) && begun != null) {
                begun.add(choosing.told());
            }
        });
    }

    /** Does something that begins a step once for each way in which its handlers can choose. */
    private void eachWay(Runnable step) {
        choosing.first();
        do {
            step.run();
        } while (choosing.next());
    }

    private void completeAll() {
        while (soup.hasSyncs()) {
            for (Completion sync : soup.takeSyncs()) {
                if (sync.isAwaited()) {
                    world.apply(sync);
                }
            }
        }
    }

    private boolean hand(Space.Sink<Snapshot> sink) {
        if (space.system.within().isDefined() && !isWithin(space.system.within().get())) {
            sink.outside();
            return false;
        }
        if (sink.step(fingerprint())) {
            sink.reached(save());
        }
        return true;
    }

    private boolean isWithin(Predicate<View> boundary) {
        if (order == null) {
            return boundary.test(world);
        }
        Glance glance = new Glance(world);
        boolean within = boundary.test(glance);
        order.tells(glance.nodesSeen());
        return within;
    }

    @Override
    public void expand(Snapshot state, Space.Sink<Snapshot> sink) {
        load(state);
        if (strayed != null) {
            return;
        }
        specifications.at();
        long enough =
                order == null
                                || crashes > 0 && trouble.crashes()
                                || isDropLimited()
                                || space.system.timersLast()
                        ? Commutation.ALL
                        : order.enough(events.lost);
        if (enough == Commutation.ALL) {
            steps(state, sink);
            return;
        }
        Fresh fresh = new Fresh(sink);
        asked = enough;
        steps(state, fresh);
        asked = ~enough;
        if (!fresh.any) {
            steps(state, sink);
        }
        asked = Commutation.ALL;
    }

    private boolean isDropLimited() {
        return drops > 0 && drops != Trouble.UNLIMITED;
    }

    /** Hands steps on, and notes whether one leads to a state that nobody knew. */
    private static final class Fresh implements Space.Sink<Snapshot> {
        private final Space.Sink<Snapshot> sink;
        private boolean any;

        Fresh(Space.Sink<Snapshot> sink) {
            this.sink = sink;
        }

        @Override
        public boolean step(long fingerprint) {
            boolean isNew = sink.step(fingerprint);
            any |= isNew;
            return isNew;
        }

        @Override
        public void reached(Snapshot state) {
            sink.reached(state);
        }

        @Override
        public void outside() {
            sink.outside();
        }
    }

    private boolean isAsked(int node) {
        return (asked & 1L << node) != 0;
    }

    // --------------------------------------------------------------------------------------- steps

    private void steps(Snapshot state, Space.Sink<Snapshot> sink) {
        busy = false;
        messages(state, sink);
        if (trouble.crashes()) {
            syncs(state, sink);
        }
        if (!busy || !space.system.timersLast()) {
            timers(state, sink);
        }
        powers(state, sink);
        if (space.isLiving() && !calm) {
            calm = true;
            drops = 0;
            crashes = 0;
            step(state, sink, Move.Calmed::new);
        }
    }

    /** The step is over: it is handed on, and undone. */
    private void step(Snapshot state, Space.Sink<Snapshot> sink, Supplier<Move> what) {
        if (order != null) {
            order.learn(state);
        }
        strayed = specifications.wrong();
        Move move = moves == null ? null : what.get();
        if (hand(sink) && move != null && moves != null) {
            moves.add(move);
        }
        load(state);
    }

    private void messages(Snapshot state, Space.Sink<Snapshot> sink) {
        int count = soup.size();
        for (int i = 0; i < count; i++) {
            Delivery delivery = soup.flight(i);
            if (!soup.isNext(i) || !isAsked(world.nodeOf(delivery.receiver()))) {
                continue;
            }
            if (world.isUp(world.nodeOf(delivery.receiver())) && world.accepts(delivery)) {
                deliver(state, sink, delivery, i);
            }
            if (drops > 0 && isLossy(delivery)) {
                soup.remove(i);
                drops -= drops == Trouble.UNLIMITED ? 0 : 1;
                step(
                        state,
                        sink,
                        () ->
                                new Move.Dropped(
                                        delivery.senderRef().path(),
                                        world.path(delivery.receiver()),
                                        delivery.message()));
            }
        }
    }

    private void deliver(Snapshot state, Space.Sink<Snapshot> sink, Delivery delivery, int index) {
        Runnable start =
                () -> {
                    soup.delivered(index);
                    mentions.current = delivery;
                    world.apply(delivery);
                };
        Function<@Nullable PowerCut, Move> move =
                cut ->
                        new Move.Delivered(
                                delivery.senderRef().path(),
                                world.path(delivery.receiver()),
                                delivery.message(),
                                choosing.told(),
                                Option.of(cut));
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(delivery);
            }
            start.run();
            settle();
            if (isIgnored(state, delivery.receiver()) && trouble.network() != Network.ORDERED) {
                didNot(state);
                return;
            }
            busy = true;
            step(state, sink, start, () -> move.apply(null), (_, cut) -> move.apply(cut));
        });
    }

    /** What was begun is no step. */
    private void didNot(Snapshot state) {
        if (order != null) {
            order.didNot();
        }
        load(state);
    }

    /** The step is over, and the same is taken once more for each cut of one of its turns. */
    private void step(
            Snapshot state,
            Space.Sink<Snapshot> sink,
            Runnable start,
            Supplier<Move> whole,
            BiFunction<Integer, PowerCut, Move> cut) {
        List<Interruption.Turned> turns = interruption.turns();
        step(state, sink, whole);
        if (!turns.isEmpty()) {
            cuts(state, sink, turns, start, cut);
        }
    }

    private boolean isLossy(Delivery delivery) {
        return !delivery.isNotice() && !soup.isLocal(delivery);
    }

    private boolean isIgnored(Snapshot state, int receiver) {
        return events.turns == 1
                && events.effects == 0
                && events.deaths == 0
                && world.image(receiver).fingerprint() == state.actors()[receiver].fingerprint();
    }

    private void timers(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int a : ordered()) {
            int count = isAsked(world.nodeOf(a)) ? world.timers(a).length : 0;
            for (int i = 0; i < count; i++) {
                if (world.accepts(world.timers(a)[i])) {
                    fire(state, sink, a, i);
                }
            }
        }
    }

    private void fire(Snapshot state, Space.Sink<Snapshot> sink, int actor, int index) {
        Object message = world.timers(actor)[index].message();
        String path = world.path(actor);
        Runnable start = () -> world.apply(world.timers(actor)[index]);
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(world.timers(actor)[index]);
            }
            start.run();
            settle();
            if (events.turns == 1
                    && events.effects == 1
                    && world.image(actor).fingerprint() == state.actors()[actor].fingerprint()
                    && soup.size() == state.flights().length) {
                didNot(state);
                return;
            }
            step(
                    state,
                    sink,
                    start,
                    () -> new Move.Fired(path, message, choosing.told(), Option.none()),
                    (_, cut) -> new Move.Fired(path, message, choosing.told(), Option.some(cut)));
        });
    }

    /** The same step, with one of its turns cut by a crash of the node before an effect. */
    private void cuts(
            Snapshot state,
            Space.Sink<Snapshot> sink,
            List<Interruption.Turned> turns,
            Runnable start,
            BiFunction<Integer, PowerCut, Move> move) {
        Choosing.Way way = choosing.way();
        Set<Long> outcomes = new HashSet<>();
        for (Interruption.Turned turn : turns) {
            if (!mayCrash(world.nodeOf(turn.actor()))) {
                continue;
            }
            boolean reached = true;
            for (int at = 0; at < turn.effects() && reached; at++) {
                int which = 0;
                do {
                    choosing.follow(way);
                    do {
                        interruption.begin(turn.actor(), at, which);
                        start.run();
                        reached = interruption.end();
                        if (!reached) {
                            load(state);
                            break;
                        }
                        crashed();
                        settle();
                        if (!outcomes.add(fingerprint())) {
                            load(state);
                            continue;
                        }
                        PowerCut cut =
                                new PowerCut(
                                        world.name(world.nodeOf(turn.actor())),
                                        at,
                                        interruption.aftermath());
                        step(state, sink, () -> move.apply(turn.actor(), cut));
                    } while (choosing.next());
                } while (reached && ++which < interruption.outcomes());
            }
        }
        choosing.resume(way);
    }

    private void crashed() {
        crashes -= crashes == Trouble.UNLIMITED ? 0 : 1;
        events.deaths++;
    }

    private void syncs(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int a : ordered()) {
            Completion sync = world.awaited(a);
            if (sync != null && sync.isAwaited() && isAsked(world.nodeOf(a))) {
                busy = true;
                complete(state, sink, a);
            }
        }
    }

    private void complete(Snapshot state, Space.Sink<Snapshot> sink, int actor) {
        String path = world.path(actor);
        Runnable start = () -> world.apply(awaited(actor));
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(awaited(actor));
            }
            start.run();
            settle();
            step(
                    state,
                    sink,
                    start,
                    () -> new Move.Synced(path, choosing.told(), Option.none()),
                    (_, cut) -> new Move.Synced(path, choosing.told(), Option.some(cut)));
        });
    }

    private Completion awaited(int actor) {
        return Objects.requireNonNull(world.awaited(actor), "an actor must wait for a sync");
    }

    /** Whether the node can crash, now or in the step that boots it. */
    private boolean mayCrash(int node) {
        if (crashes == 0 || !trouble.crashes() || !space.crashing.contains(node)) {
            return false;
        }
        int down = 0;
        for (int other = 0; other < world.nodes(); other++) {
            down += other == node || world.isUp(other) ? 0 : 1;
        }
        return down < trouble.downMax();
    }

    private void powers(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int node = 0; node < world.nodes(); node++) {
            if (!isAsked(node)) {
                continue;
            }
            if (!world.isUp(node)) {
                if ((events.lost & 1L << node) == 0) {
                    boot(state, sink, node);
                }
            } else if (mayCrash(node)) {
                for (Aftermath aftermath : ActorSpace.aftermaths(world.disk(node))) {
                    String name = world.name(node);
                    interruption.begin();
                    crashed();
                    apply(new Action.Crash(node, aftermath));
                    step(state, sink, () -> new Move.Crashed(name, aftermath));
                }
            }
        }
    }

    private void boot(Snapshot state, Space.Sink<Snapshot> sink, int node) {
        String name = world.name(node);
        Runnable start = () -> world.apply(new Action.Boot(node, null));
        eachWay(() -> {
            interruption.begin();
            if (order != null) {
                order.happens(node);
            }
            start.run();
            settle();
            step(
                    state,
                    sink,
                    start,
                    () -> new Move.Booted(name, choosing.told(), Option.none()),
                    (actor, cut) ->
                            new Move.Booted(
                                    name,
                                    choosing.told(),
                                    Option.some(new Move.BootCut(world.path(actor), cut))));
        });
    }

    // ------------------------------------------------------------------------------------ verdicts

    @Override
    public long conditions(Snapshot state) {
        if (!verdicts.look()) {
            return verdicts.conditions(state, world, () -> isAtRest(state));
        }
        load(state);
        if (order == null) {
            return verdicts.conditions(state, world, () -> isAtRest(state));
        }
        Glance glance = new Glance(world);
        long bits = verdicts.conditions(state, glance, () -> isAtRest(state));
        order.tells(glance.nodesSeen());
        return bits;
    }

    private boolean isAtRest(Snapshot state) {
        Trail.Steps<Snapshot> steps = Trail.Steps.from(this, state);
        return steps.keys.isEmpty() && !steps.outside;
    }

    @Override
    public boolean begins(Snapshot state, int goal) {
        if (!state.calm()) {
            return false;
        }
        load(state);
        return verdicts.begins(world, goal);
    }

    @Override
    public String message(Snapshot state, int goal) {
        load(state);
        return verdicts.message(state, world, goal);
    }

    @Override
    public List<Vector<Move.Choice>> begun() {
        List<Vector<Move.Choice>> all = new ArrayList<>();
        begun = all;
        initial(new Trail.Steps<>());
        begun = null;
        return all;
    }

    @Override
    public List<Move> moves(Snapshot state) {
        List<Move> all = new ArrayList<>();
        moves = all;
        expand(state, new Trail.Steps<>());
        moves = null;
        return all;
    }

    @Override
    public List<String> actions(Snapshot state) {
        return moves(state).stream().map(String::valueOf).toList();
    }

    @Override
    public Vector<String> describe(Snapshot state) {
        load(state);
        return Verdicts.describe(state, world, ordered());
    }
}
