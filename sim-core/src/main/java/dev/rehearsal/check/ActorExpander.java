package dev.rehearsal.check;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.DiskFailed;
import dev.rehearsal.actor.ExitReason;
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
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import io.vavr.collection.Vector;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final int[] clientOf;

    /** Before anything has booted. */
    private final Snapshot blank;

    private Story story;
    private int drops;
    private int crashes;
    private Specifications.@Nullable Strayed strayed;
    private @Nullable String thrown;
    private @Nullable Delivery current;
    private @Nullable List<String> labels;

    ActorExpander(ActorSpace space) {
        this.space = space;
        this.trouble = space.trouble;
        soup = new Soup(trouble.network());
        world = new World(space.system.topology(), soup, events, TIMELESS, interruption);
        soup.open(world);
        world.among(space.numbering, this::unmentioned);
        clientOf = new int[world.actors()];
        for (int c = 0; c < space.askers.size(); c++) {
            clientOf[world.actor(space.askers.get(c).path())] = c;
        }
        specifications = new Specifications(space.refinements, world, soup);
        story = Story.empty(space.monitors, space.askers.size(), trouble.recorded());
        drops = trouble.dropsMax();
        crashes = trouble.crashesMax();
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

    // -------------------------------------------------------------------------------- what happens

    /** What the world tells about the action that is being applied. */
    private final class Events implements Observer {
        private record Ended(int client, @Nullable Object result) {}

        private final List<Ended> ended = new ArrayList<>();
        private int turns;
        private int effects;
        private int deaths;

        void clear() {
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
            if (error != null && !tied) {
                thrown = world.path(actor) + " threw " + error;
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
        private int choice;
        private int choices;
        private int effects;
        private boolean reached;

        @Override
        public @Nullable Cut cut(int actor, int issued) {
            effects = Math.max(effects, issued);
            int planned = at;
            if (planned == NEVER) {
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
                    return new Ending.PowerLoss(new Action.Crash(node, all.get(choice)));
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
        strayed = state.strayed();
        thrown = state.thrown();
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
        return new Snapshot(actors, nodes, soup.all(), drops, crashes, story, strayed, thrown);
    }

    private long fingerprint() {
        long sum = soup.fingerprint() + story.fingerprint();
        for (int a = 0; a < world.actors(); a++) {
            sum += world.image(a).fingerprint();
        }
        for (int n = 0; n < world.nodes(); n++) {
            sum += world.nodeImage(n).fingerprint();
        }
        sum += Fingerprint.fold(drops, crashes);
        sum += strayed == null ? 0 : strayed.fingerprint();
        return Fingerprint.mix(thrown == null ? sum : sum + Fingerprint.of(thrown));
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
        if (!space.system.within().test(world)) {
            sink.outside();
            return false;
        }
        if (sink.step(fingerprint())) {
            sink.reached(save());
        }
        return true;
    }

    @Override
    public void expand(Snapshot state, Space.Sink<Snapshot> sink) {
        load(state);
        if (strayed != null) {
            return;
        }
        specifications.at();
        messages(state, sink);
        timers(state, sink);
        if (trouble.crashes()) {
            syncs(state, sink);
            powers(state, sink);
        }
    }

    /** The step is over: it is handed on, and undone. */
    private void step(Snapshot state, Space.Sink<Snapshot> sink, String what) {
        strayed = specifications.wrong();
        if (hand(sink) && labels != null) {
            labels.add(what);
        }
        load(state);
    }

    private void messages(Snapshot state, Space.Sink<Snapshot> sink) {
        int count = soup.size();
        for (int i = 0; i < count; i++) {
            Delivery delivery = soup.flight(i);
            if (!soup.isNext(i)) {
                continue;
            }
            if (world.isUp(world.nodeOf(delivery.receiver())) && world.accepts(delivery)) {
                soup.delivered(i);
                current = delivery;
                interruption.effects = 0;
                apply(delivery);
                int effects = interruption.effects;
                if (isIgnored(state, delivery.receiver()) && trouble.network() != Network.ORDERED) {
                    load(state);
                } else {
                    step(state, sink, labels == null ? "" : "deliver " + words(delivery));
                    cuts(
                            state,
                            sink,
                            delivery.receiver(),
                            effects,
                            delivery,
                            i,
                            labels == null ? "" : "deliver " + words(delivery));
                }
            }
            if (drops > 0 && isLossy(delivery)) {
                soup.remove(i);
                drops -= drops == Trouble.UNLIMITED ? 0 : 1;
                step(state, sink, labels == null ? "" : "drop " + words(delivery));
            }
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
        for (int a = 0; a < state.actors().length; a++) {
            int count = world.timers(a).length;
            for (int i = 0; i < count; i++) {
                Firing timer = world.timers(a)[i];
                if (!world.accepts(timer)) {
                    continue;
                }
                String what =
                        labels == null ? "" : "timer " + timer.message() + " at " + world.path(a);
                interruption.effects = 0;
                apply(timer);
                int effects = interruption.effects;
                if (events.turns == 1
                        && events.effects == 1
                        && world.image(a).fingerprint() == state.actors()[a].fingerprint()
                        && soup.size() == state.flights().length) {
                    load(state);
                    continue;
                }
                step(state, sink, what);
                cuts(state, sink, a, effects, null, i, what);
            }
        }
    }

    /** The same step, cut by a crash of the node before each of its effects. */
    private void cuts(
            Snapshot state,
            Space.Sink<Snapshot> sink,
            int actor,
            int effects,
            @Nullable Delivery delivery,
            int index,
            String what) {
        if (!mayCrash(world.nodeOf(actor))) {
            return;
        }
        long last = 0;
        for (int at = 0; at < effects; at++) {
            interruption.choices = 1;
            for (int choice = 0; choice < interruption.choices; choice++) {
                interruption.at = at;
                interruption.choice = choice;
                interruption.reached = false;
                if (delivery != null) {
                    soup.delivered(index);
                    current = delivery;
                    world.apply(delivery);
                } else {
                    again(actor, index);
                }
                interruption.at = Interruption.NEVER;
                if (!interruption.reached) {
                    load(state);
                    return;
                }
                int choices = interruption.choices;
                crashed();
                settle();
                long reached = fingerprint();
                if (reached == last) {
                    load(state);
                } else {
                    last = reached;
                    step(
                            state,
                            sink,
                            labels == null
                                    ? ""
                                    : what
                                            + ", crash of "
                                            + world.name(world.nodeOf(actor))
                                            + " before effect "
                                            + (at + 1));
                }
                interruption.choices = choices;
            }
        }
    }

    private void again(int actor, int timer) {
        Completion sync = world.awaited(actor);
        world.apply(sync != null ? sync : world.timers(actor)[timer]);
    }

    private void crashed() {
        crashes -= crashes == Trouble.UNLIMITED ? 0 : 1;
        events.deaths++;
    }

    private void syncs(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int a = 0; a < state.actors().length; a++) {
            Completion sync = world.awaited(a);
            if (sync != null && sync.isAwaited()) {
                String what = labels == null ? "" : "sync at " + world.path(a);
                interruption.effects = 0;
                apply(sync);
                int effects = interruption.effects;
                step(state, sink, what);
                cuts(state, sink, a, effects, null, 0, what);
            }
        }
    }

    private boolean mayCrash(int node) {
        if (crashes == 0 || !space.crashing.contains(node) || !world.isUp(node)) {
            return false;
        }
        int down = 0;
        for (int other : space.crashing) {
            down += world.isUp(other) ? 0 : 1;
        }
        return down < trouble.downMax();
    }

    private void powers(Snapshot state, Space.Sink<Snapshot> sink) {
        for (int node : space.crashing) {
            if (!world.isUp(node)) {
                apply(new Action.Boot(node, null));
                step(state, sink, labels == null ? "" : "boot " + world.name(node));
            } else if (mayCrash(node)) {
                List<Aftermath> all = ActorSpace.aftermaths(world.disk(node));
                for (Aftermath aftermath : all) {
                    crashed();
                    apply(new Action.Crash(node, aftermath));
                    step(
                            state,
                            sink,
                            labels == null
                                    ? ""
                                    : "crash "
                                            + world.name(node)
                                            + (all.size() == 1 ? "" : " leaving " + aftermath));
                }
            }
        }
    }

    // --------------------------------------------------------------------------------------
    // verdict

    @Override
    public long conditions(Snapshot state) {
        long bits = 0;
        int count = space.monitors.size();
        for (int p = 0; p < count; p++) {
            bits |= state.story().violates(p) ? 0 : 1L << p;
        }
        bits |= state.thrown() == null ? 1L << count : 0;
        for (int r = 0; r < space.refinements.size(); r++) {
            bits |= state.strayed() == null || state.strayed().from() != r ? 2L << count + r : 0;
        }
        return bits;
    }

    @Override
    public boolean begins(Snapshot state, int goal) {
        return false;
    }

    @Override
    public String message(Snapshot state, int goal) {
        Specifications.Strayed step = state.strayed();
        if (goal > space.monitors.size()) {
            return step == null ? "" : step.message();
        }
        String error = state.thrown();
        return goal == space.monitors.size()
                ? (error == null ? "" : error)
                : "no order of the operations explains what the clients saw";
    }

    @Override
    public List<String> actions(Snapshot state) {
        List<String> all = new ArrayList<>();
        labels = all;
        expand(state, new Trail.Steps<>());
        labels = null;
        return all;
    }

    private String words(Delivery delivery) {
        return delivery.message()
                + " "
                + delivery.senderRef().path()
                + "→"
                + world.path(delivery.receiver());
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
