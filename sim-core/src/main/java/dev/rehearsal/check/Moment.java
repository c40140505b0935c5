package dev.rehearsal.check;

import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.ActorImage;
import dev.rehearsal.kernel.Clock;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.NodeImage;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A system of actors at one moment of the search, as it stands in a {@link World}: it is made what
 * a {@link Snapshot} says, changes by an action and all that belongs to the same step, and is read
 * as a snapshot again.
 *
 * <p>What belongs to a step without a choice of the driver's is done here: syncs end at once where
 * no crash is allowed, clients are handed their next operations. What is not of the world but of
 * the state stands here too: the messages in flight, the history, what is left of the budgets.
 */
final class Moment {

    final Soup soup;
    final World world;
    final Events events;
    final Mentions mentions;

    Story story;
    int drops;
    int crashes;

    /** Whether nothing goes wrong any more, where the search is about that. */
    boolean calm;

    /** Which step that led here is none of a specification; null when all are. */
    Specifications.@Nullable Strayed strayed;

    private final ActorSpace space;
    private final Trouble trouble;
    private final Map<Long, Story> stories = new HashMap<>();
    private final @Nullable Canon canon;

    /** How many actors the topology has. */
    private final int rooted;

    private int[] ordered = {};

    /** Before anything has booted. */
    private final Snapshot blank;

    /**
     * The moment before anything has booted, in a world of its own.
     *
     * @param interruption what befalls its handlers
     */
    Moment(ActorSpace space, Interruption interruption) {
        this.space = space;
        this.trouble = space.trouble;
        soup = new Soup(trouble.network());
        events = new Events(space.system.rootExit());
        mentions = new Mentions(soup);
        Clock clock = space.system.frozenClock() ? Timeless.FROZEN : Timeless.REFUSED;
        world = new World(space.system.topology(), soup, events, clock, interruption);
        soup.open(world);
        interruption.open(world);
        mentions.open(world);
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
        story = Story.empty(space.monitors, space.askers.size(), trouble.recorded());
        drops = trouble.dropsMax();
        crashes = trouble.crashesMax();
        calm = space.isLiving() && !trouble.isAny();
        blank = save();
    }

    /** All nodes boot, and each client is handed its first operation. */
    void begin() {
        for (int n = 0; n < world.nodes(); n++) {
            world.apply(new Action.Boot(n, null));
            completeAll();
        }
        for (int c = 0; c < space.askers.size(); c++) {
            invokeNext(c);
            settle();
        }
    }

    /** It is what it was before anything has booted. */
    void clear() {
        load(blank);
    }

    /** It is what a snapshot says. */
    void load(Snapshot state) {
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

    /** The snapshot of it. */
    Snapshot save() {
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
    int[] ordered() {
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

    /** The fingerprint of the snapshot, without taking one. */
    long fingerprint() {
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

    /** After an action: all that belongs to the same step happens. */
    void settle() {
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

    private void completeAll() {
        while (soup.hasSyncs()) {
            for (Completion sync : soup.takeSyncs()) {
                if (sync.isAwaited()) {
                    world.apply(sync);
                }
            }
        }
    }
}
