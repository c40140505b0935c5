package dev.rehearsal.check;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
import dev.rehearsal.check.Move.PowerCut;
import dev.rehearsal.disk.Aftermath;
import dev.rehearsal.disk.DiskFault;
import dev.rehearsal.disk.DiskOp;
import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.ActorImage;
import dev.rehearsal.kernel.Cause;
import dev.rehearsal.kernel.Clock;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Cut;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Hazards;
import dev.rehearsal.kernel.NodeImage;
import dev.rehearsal.kernel.Observer;
import dev.rehearsal.kernel.View;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
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

/**
 * Expands the states of a system of actors in a {@link World} of its own.
 *
 * <p>Over 500 lines because which actions there are, and what a step is, stand in one place.
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
    private final Events events = new Events();
    private final Interruption interruption = new Interruption();
    private final Map<Long, Story> stories = new HashMap<>();
    private final Specifications specifications;
    private final @Nullable Commutation order;
    private final @Nullable Canon canon;
    private final Map<Long, Long> names = new HashMap<>();
    private final int[] clientOf;

    /** Before anything has booted. */
    private final Snapshot blank;

    private Story story;
    private int drops;
    private int crashes;
    private boolean calm;
    private long lost;
    private Specifications.@Nullable Strayed strayed;
    private @Nullable Fall fall;
    private @Nullable Delivery current;
    private @Nullable List<Move> moves;

    /** The nodes whose steps are taken, as bits. */
    private long asked = Commutation.ALL;

    /** The event of the step that is being taken; 0 when it is none that commutes. */
    private long event;

    private int eventNode;

    /** Whether a message can be delivered or a sync can end in the state that is expanded. */
    private boolean busy;

    /**
     * An expander in a world of its own.
     *
     * @param order which steps make no difference to each other; null to take all
     */
    ActorExpander(ActorSpace space, @Nullable Commutation order) {
        this.space = space;
        this.order = order;
        this.trouble = space.trouble;
        soup = new Soup(trouble.network());
        Clock clock = space.system.frozenClock() ? FROZEN : TIMELESS;
        world = new World(space.system.topology(), soup, events, clock, interruption);
        soup.open(world);
        if (order != null) {
            soup.note();
        }
        world.among(space.numbering, this::unmentioned);
        canon =
                space.symmetric
                        ? new Canon(world, soup, space.askers, space.system.interchange().get())
                        : null;
        clientOf = new int[world.actors()];
        for (int c = 0; c < space.askers.size(); c++) {
            clientOf[world.actor(space.askers.get(c).path())] = c;
        }
        specifications = new Specifications(space.refinements, world, soup);
        story = Story.empty(space.monitors, space.askers.size(), trouble.recorded());
        drops = trouble.dropsMax();
        crashes = trouble.crashesMax();
        calm = space.isLiving() && !trouble.isAny();
        blank = save();
    }

    // ---------------------------------------------------------------------------------------- time

    /** A handler has asked for the time. */
    private static final class TimeRead extends RuntimeException {
        private static final long serialVersionUID = 1;

        TimeRead() {
            super("there is no time", null, false, false);
        }
    }

    private static final Clock TIMELESS =
            new Clock() {
                @Override
                public long nanos(int node) {
                    throw new TimeRead();
                }

                @Override
                public long wallNanos(int node) {
                    throw new TimeRead();
                }
            };

    /** It is midnight of 2000-01-01 UTC at the start of a run, and stays so. */
    private static final Clock FROZEN =
            new Clock() {
                @Override
                public long nanos(int node) {
                    return 0;
                }

                @Override
                public long wallNanos(int node) {
                    return 946_684_800_000_000_000L;
                }
            };

    // -------------------------------------------------------------------------------- what happens

    /** What the world tells about the action that is being applied. */
    private final class Events implements Observer {
        private record Ended(int client, @Nullable Object result) {}

        private final List<Ended> ended = new ArrayList<>();
        private int turns;
        private int effects;
        private int deaths;
        private int births;

        void clear() {
            births = 0;
            turns = 0;
            effects = 0;
            deaths = 0;
        }

        @Override
        public void turned(int actor, @Nullable Object before, Object after, int issued) {
            turns++;
            effects += issued;
        }

        @Override
        public void exited(int actor, ExitReason reason, @Nullable Throwable error, boolean tied) {
            deaths++;
            if (error instanceof TimeRead) {
                throw new TimeAskedException(world.path(actor));
            }
            if (fall == null && !tied && isUnheard(actor, reason)) {
                String path = world.path(actor);
                fall =
                        error != null
                                ? new Fall(
                                        true,
                                        path + ":" + error.getClass().getSimpleName(),
                                        path + " threw " + error)
                                : new Fall(
                                        false,
                                        path,
                                        path
                                                + " ended with "
                                                + reason
                                                + ", and nobody was linked to it");
            }
        }

        private boolean isUnheard(int actor, ExitReason reason) {
            return world.isRoot(actor)
                    ? space.system.rootExit() == ActorSystem.RootExit.VIOLATES && !reason.isNormal()
                    : !reason.isOrderly();
        }

        @Override
        public void spawned(int parent, int child) {
            births++;
        }

        @Override
        public void booted(Action.Boot boot) {
            births++;
        }

        @Override
        public void stopped(Action.Stop stop) {
            if (space.system.rootExit() == ActorSystem.RootExit.STAYS_DOWN) {
                lost |= 1L << stop.node();
            }
        }

        @Override
        public void completed(int client, Object result) {
            ended.add(new Ended(clientOf[client], result));
        }

        @Override
        public void failed(int client) {
            ended.add(new Ended(clientOf[client], null));
        }
    }

    /** Cuts the turn of the next action, when it is told to. */
    private final class Interruption implements Hazards {
        private static final int NEVER = -1;

        private int at = NEVER;
        private int victim;
        private int choice;
        private int choices;
        private boolean reached;
        private Aftermath aftermath = Aftermath.NONE;

        /** The turns of the step, and how many effects each has. */
        private final List<Turned> turns = new ArrayList<>();

        private record Turned(int actor, int effects) {}

        /** A step begins, whose turn of that actor is cut. */
        void begin(int actor, int before) {
            victim = actor;
            at = before;
            reached = false;
            turns.clear();
        }

        /** A step begins of which nothing is cut. */
        void begin() {
            begin(-1, NEVER);
        }

        /** The turns of the step, where they can be cut. */
        List<Turned> turns() {
            return turns.isEmpty() ? List.of() : List.copyOf(turns);
        }

        @Override
        public boolean escalates(int node, ExitReason reason) {
            return space.system.rootExit() != ActorSystem.RootExit.VIOLATES || !reason.isNormal();
        }

        @Override
        public @Nullable Cut cut(int actor, int issued) {
            if (trouble.crashes()) {
                turns.add(new Turned(actor, issued));
            }
            int planned = at;
            if (planned == NEVER || actor != victim) {
                return null;
            }
            at = NEVER;
            return new Cut() {
                @Override
                public int at() {
                    return planned;
                }

                @Override
                public Ending reached() {
                    int node = world.nodeOf(actor);
                    List<Aftermath> all = ActorSpace.aftermaths(world.disk(node));
                    reached = true;
                    choices = all.size();
                    aftermath = all.get(choice);
                    return new Ending.PowerLoss(new Action.Crash(node, aftermath));
                }
            };
        }

        @Override
        public DiskFault.@Nullable OfOperation disk(
                int actor, @Nullable Cause cause, DiskOp operation) {
            return null;
        }

        @Override
        public boolean fires(int actor, @Nullable Cause cause, String site) {
            return false;
        }

        @Override
        public DiskFault.@Nullable OfOperation read(
                int actor, @Nullable Cause cause, DiskFailed.Operation operation, String file) {
            return null;
        }
    }

    /** The smallest number of a life that nothing in the world mentions. */
    private int unmentioned(int actor) {
        String path = world.path(actor);
        BitSet mentioned = new BitSet();
        mentioned.set(ActorRef.ANY);
        for (int a = 0; a < world.actors(); a++) {
            ActorImage image = world.image(a);
            image.mentions(value -> mention(value, path, mentioned));
            for (int life = 1; image.isAlive() && life <= world.actors() + 1; life++) {
                if (image.names(actor, life)) {
                    mentioned.set(life);
                }
            }
        }
        for (int i = 0; i < soup.size(); i++) {
            mention(soup.flight(i), path, mentioned);
        }
        if (current != null) {
            mention(current, path, mentioned);
        }
        return mentioned.nextClearBit(1);
    }

    private static void mention(Delivery delivery, String path, BitSet mentioned) {
        mention((Object) delivery.senderRef(), path, mentioned);
        mention(delivery.message(), path, mentioned);
    }

    private static void mention(Object value, String path, BitSet mentioned) {
        Fingerprint.parts(
                value,
                part -> {
                    if (part instanceof ActorRef<?> ref && ref.path().equals(path)) {
                        mentioned.set(ref.incarnation());
                    }
                });
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
        lost = state.lost();
        strayed = state.strayed();
        fall = state.fall();
        events.clear();
        events.ended.clear();
        current = null;
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
                actors, nodes, soup.all(), drops, crashes, calm, lost, story, strayed, fall);
    }

    private long fingerprint() {
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
        load(blank);
        for (int n = 0; n < world.nodes(); n++) {
            world.apply(new Action.Boot(n, null));
            completeAll();
        }
        for (int c = 0; c < space.askers.size(); c++) {
            invokeNext(c);
            settle();
        }
        strayed = specifications.begin();
        hand(sink);
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
        tells(order, glance.nodesSeen());
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
                        : order.enough(pending());
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

    // ------------------------------------------------------------------------------ what commutes

    /** Whatever can happen next, without regard to whether it can happen now. */
    private List<Commutation.Pending> pending() {
        List<Commutation.Pending> all = new ArrayList<>();
        for (int i = 0; i < soup.size(); i++) {
            Delivery delivery = soup.flight(i);
            all.add(new Commutation.Pending(event(delivery), world.nodeOf(delivery.receiver())));
        }
        for (int a = 0; a < world.actors(); a++) {
            for (Firing timer : world.timers(a)) {
                all.add(new Commutation.Pending(event(timer), world.nodeOf(a)));
            }
            if (world.awaited(a) != null) {
                all.add(new Commutation.Pending(event(world.path(a), 1), world.nodeOf(a)));
            }
        }
        for (int node = 0; node < world.nodes(); node++) {
            if (!world.isUp(node) && (lost & 1L << node) == 0) {
                all.add(new Commutation.Pending(event(world.name(node), 2), node));
            }
        }
        return all;
    }

    /**
     * The name of a message: of one that mentions incarnations, which are renamed, only its type.
     */
    private long event(Delivery delivery) {
        return names.computeIfAbsent(
                delivery.envelope(),
                _ -> {
                    boolean[] mentions = new boolean[1];
                    Fingerprint.parts(
                            delivery.message(),
                            part ->
                                    mentions[0] |=
                                            part instanceof ActorRef<?> ref
                                                    && ref.incarnation() != ActorRef.ANY);
                    long content =
                            mentions[0] || delivery.isNotice()
                                    ? delivery.shape().nameHash()
                                    : delivery.fingerprint();
                    long link =
                            Fingerprint.fold(
                                    Fingerprint.of(delivery.senderRef().path()),
                                    Fingerprint.of(world.path(delivery.receiver())));
                    return Fingerprint.fold(link, content);
                });
    }

    private long event(Firing timer) {
        return Fingerprint.fold(event(world.path(timer.actor()), 3), timer.fingerprint());
    }

    private static long event(String name, int kind) {
        return Fingerprint.fold(Fingerprint.of(name), kind);
    }

    /** Says which event the next step is. */
    private void happens(long name, int node) {
        event = name;
        eventNode = node;
    }

    /** Notes what the step has led to. */
    private void learn(Commutation known, Snapshot state) {
        for (Action action : soup.noted()) {
            switch (action) {
                case Delivery delivery ->
                        causes(known, event(delivery), world.nodeOf(delivery.receiver()));
                case Firing timer -> causes(known, event(timer), world.nodeOf(timer.actor()));
                case Completion sync when trouble.crashes() ->
                        causes(
                                known,
                                event(world.path(sync.actor()), 1),
                                world.nodeOf(sync.actor()));
                default -> {}
            }
        }
        long touched = 0;
        for (int a = 0; a < state.actors().length; a++) {
            touched |= world.image(a) == state.actors()[a] ? 0 : 1L << world.nodeOf(a);
        }
        touched &= ~(1L << eventNode);
        if (touched != 0 || events.births + events.deaths > 0 || fall != state.fall()) {
            tells(known, touched | 1L << eventNode);
        }
    }

    private void causes(Commutation known, long other, int node) {
        Commutation.Fact fact = new Commutation.Fact.Causes(event, other, node);
        if (!known.isKnown(fact)) {
            known.learn(fact);
        }
    }

    private static void tells(Commutation known, long nodes) {
        for (long rest = nodes; rest != 0; rest &= rest - 1) {
            Commutation.Fact fact = new Commutation.Fact.Tells(Long.numberOfTrailingZeros(rest));
            if (!known.isKnown(fact)) {
                known.learn(fact);
            }
        }
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
        if (order != null && event != 0) {
            learn(order, state);
            event = 0;
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
                    current = delivery;
                    world.apply(delivery);
                };
        Function<@Nullable PowerCut, Move> move =
                cut ->
                        new Move.Delivered(
                                delivery.senderRef().path(),
                                world.path(delivery.receiver()),
                                delivery.message(),
                                Option.of(cut));
        interruption.begin();
        if (order != null) {
            happens(event(delivery), world.nodeOf(delivery.receiver()));
        }
        start.run();
        settle();
        if (isIgnored(state, delivery.receiver()) && trouble.network() != Network.ORDERED) {
            event = 0;
            load(state);
            return;
        }
        busy = true;
        List<Interruption.Turned> turns = interruption.turns();
        step(state, sink, () -> move.apply(null));
        cuts(state, sink, turns, start, (_, cut) -> move.apply(cut));
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
        for (int a = 0; a < state.actors().length; a++) {
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
        interruption.begin();
        if (order != null) {
            happens(event(world.timers(actor)[index]), world.nodeOf(actor));
        }
        apply(world.timers(actor)[index]);
        if (events.turns == 1
                && events.effects == 1
                && world.image(actor).fingerprint() == state.actors()[actor].fingerprint()
                && soup.size() == state.flights().length) {
            event = 0;
            load(state);
            return;
        }
        List<Interruption.Turned> turns = interruption.turns();
        String path = world.path(actor);
        step(state, sink, () -> new Move.Fired(path, message, Option.none()));
        cuts(
                state,
                sink,
                turns,
                () -> world.apply(world.timers(actor)[index]),
                (_, cut) -> new Move.Fired(path, message, Option.some(cut)));
    }

    /** The same step, with one of its turns cut by a crash of the node before an effect. */
    private void cuts(
            Snapshot state,
            Space.Sink<Snapshot> sink,
            List<Interruption.Turned> turns,
            Runnable start,
            BiFunction<Integer, PowerCut, Move> move) {
        Set<Long> outcomes = new HashSet<>();
        for (Interruption.Turned turn : turns) {
            if (!mayCrash(world.nodeOf(turn.actor()))) {
                continue;
            }
            for (int at = 0; at < turn.effects(); at++) {
                interruption.choices = 1;
                for (int choice = 0; choice < interruption.choices; choice++) {
                    interruption.choice = choice;
                    interruption.begin(turn.actor(), at);
                    start.run();
                    interruption.at = Interruption.NEVER;
                    if (!interruption.reached) {
                        load(state);
                        at = turn.effects();
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
                                    interruption.aftermath);
                    step(state, sink, () -> move.apply(turn.actor(), cut));
                }
            }
        }
    }

    private void crashed() {
        crashes -= crashes == Trouble.UNLIMITED ? 0 : 1;
        events.deaths++;
    }

    private void syncs(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int a = 0; a < state.actors().length; a++) {
            Completion sync = world.awaited(a);
            if (sync != null && sync.isAwaited() && isAsked(world.nodeOf(a))) {
                busy = true;
                int actor = a;
                String path = world.path(a);
                interruption.begin();
                if (order != null) {
                    happens(event(path, 1), world.nodeOf(a));
                }
                apply(sync);
                List<Interruption.Turned> turns = interruption.turns();
                step(state, sink, () -> new Move.Synced(path, Option.none()));
                cuts(
                        state,
                        sink,
                        turns,
                        () -> world.apply(awaited(actor)),
                        (_, cut) -> new Move.Synced(path, Option.some(cut)));
            }
        }
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
                if ((lost & 1L << node) == 0) {
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
        interruption.begin();
        if (order != null) {
            happens(event(name, 2), node);
        }
        apply(new Action.Boot(node, null));
        List<Interruption.Turned> turns = interruption.turns();
        step(state, sink, () -> new Move.Booted(name, Option.none()));
        cuts(
                state,
                sink,
                turns,
                () -> world.apply(new Action.Boot(node, null)),
                (actor, cut) ->
                        new Move.Booted(
                                name, Option.some(new Move.BootCut(world.path(actor), cut))));
    }

    // ------------------------------------------------------------------------------------ verdicts

    @Override
    public long conditions(Snapshot state) {
        long bits = 0;
        int goal = 0;
        for (; goal < space.monitors.size(); goal++) {
            bits |= state.story().violates(goal) ? 0 : 1L << goal;
        }
        if (space.properties.length > 0) {
            load(state);
            Glance glance = order == null ? null : new Glance(world);
            View view = glance == null ? world : glance;
            for (Property<View> property : space.properties) {
                bits |= holds(property, view) ? 1L << goal : 0;
                goal++;
            }
            if (order != null && glance != null) {
                tells(order, glance.nodesSeen());
            }
        }
        if (space.system.settles().isDefined()) {
            bits |= space.isLiving() && isAtRest(state) ? 1L << goal : 0;
            goal++;
        }
        Fall ended = state.fall();
        bits |= ended == null || !ended.threw() ? 1L << goal : 0;
        bits |= ended == null || ended.threw() ? 1L << goal + 1 : 0;
        goal += 2;
        Specifications.Strayed step = state.strayed();
        for (int r = 0; r < space.refinements.size(); r++) {
            bits |= step == null || step.from() != r ? 1L << goal + r : 0;
        }
        return bits;
    }

    /** Only what is judged in this space; of the rest nobody asks. */
    private boolean holds(Property<View> property, View view) {
        return switch (property) {
            case Property.Always<View> always ->
                    !space.isLiving() && always.wrong().apply(view) == null;
            case Property.Sometimes<View> goal -> !space.isLiving() && goal.reached().test(view);
            case Property.Eventually<View> goal -> space.isLiving() && goal.reached().test(view);
            case Property.LeadsTo<View> goal -> space.isLiving() && goal.reached().test(view);
        };
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
        int number = goal - space.monitors.size();
        if (number < space.properties.length
                && space.properties[number] instanceof Property.LeadsTo<View> leads) {
            load(state);
            return leads.begins().test(world);
        }
        return true;
    }

    @Override
    public String message(Snapshot state, int goal) {
        int number = goal - space.monitors.size();
        if (number < 0) {
            return "no order of the operations explains what the clients saw";
        }
        if (number < space.properties.length) {
            load(state);
            String wrong =
                    space.properties[number] instanceof Property.Always<View> always
                            ? always.wrong().apply(world)
                            : null;
            return wrong == null ? "" : wrong;
        }
        Specifications.Strayed step = state.strayed();
        if (goal >= space.goals().size() - space.refinements.size()) {
            return step == null ? "" : step.message();
        }
        Fall ended = state.fall();
        return ended == null ? "" : ended.message();
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
        Vector<String> words = Vector.empty();
        for (int a = 0; a < state.actors().length; a++) {
            if (state.actors()[a].isAlive()) {
                words = words.append(world.path(a) + "=" + state.actors()[a].state());
            }
        }
        return words.append("in flight: " + soup.size());
    }
}
