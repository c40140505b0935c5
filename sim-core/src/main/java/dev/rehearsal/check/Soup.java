package dev.rehearsal.check;

import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Completion;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Medium;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Messages in flight without time: a multiset, a set, or a queue for each sender and receiver.
 *
 * <p>Messages within a node always queue, on any network, and what the kernel itself sends is never
 * delivered again.
 *
 * <p>Shape: an array, first what queues, in the order of the pairs and within a pair in that of
 * sending, then the others in the order of the envelopes' fingerprints. So the same messages are
 * always in the same order, however they came there.
 */
final class Soup implements Medium {

    private static final long SPAWNED = 1L << 62;

    private final Network network;
    private final List<Completion> syncs = new ArrayList<>();
    private final List<Action> noted = new ArrayList<>();
    private Delivery[] flights = new Delivery[16];
    private int size;
    private boolean calm;
    private boolean noting;
    private @Nullable World world;

    /** How many actors the topology has: they have the first numbers. */
    private int rooted;

    Soup(Network network) {
        this.network = network;
    }

    /** Says who lives where; before the first message. */
    void open(World of) {
        world = of;
        rooted = of.actors();
    }

    /** Remembers from now on what begins to wait. */
    void note() {
        noting = true;
    }

    /** What has begun to wait since it was last made what it was in a state. */
    List<Action> noted() {
        return noted;
    }

    @Override
    public void sent(Delivery delivery) {
        World places = world;
        if (places != null && places.isVain(delivery)) {
            return;
        }
        if (noting) {
            noted.add(delivery);
        }
        int at = size;
        while (at > 0 && isBehind(flights[at - 1], delivery)) {
            at--;
        }
        if (at > 0 && isRepeatable(delivery) && flights[at - 1].envelope() == delivery.envelope()) {
            return;
        }
        if (size == flights.length) {
            flights = Arrays.copyOf(flights, 2 * size);
        }
        System.arraycopy(flights, at, flights, at + 1, size - at);
        flights[at] = delivery;
        size++;
    }

    /** Whether a message in flight comes behind one that is sent now. */
    private boolean isBehind(Delivery flight, Delivery sent) {
        boolean queued = isQueued(sent);
        if (isQueued(flight) != queued) {
            return queued;
        }
        return queued ? pair(flight) > pair(sent) : flight.envelope() > sent.envelope();
    }

    /**
     * Whether a message waits until those that its sender sent before it to its receiver are gone.
     */
    boolean isQueued(Delivery delivery) {
        return network == Network.ORDERED || isLocal(delivery);
    }

    /** Whether a message never leaves its node. */
    boolean isLocal(Delivery delivery) {
        World places = world;
        return places != null
                && places.nodeOf(delivery.sender()) == places.nodeOf(delivery.receiver());
    }

    private boolean isRepeatable(Delivery delivery) {
        return network == Network.UNORDERED_DUPLICATING
                && !isLocal(delivery)
                && !delivery.isNotice();
    }

    /**
     * Who sends to whom, as a number. Those of spawned actors are given in the order in which some
     * thread comes upon them, so they are known by their paths, and come last.
     */
    private long pair(Delivery delivery) {
        int from = delivery.sender();
        int to = delivery.receiver();
        World places = world;
        if (places == null || from < rooted && to < rooted) {
            return (long) from << 32 | to;
        }
        return Fingerprint.fold(places.pathHash(from), places.pathHash(to)) >>> 1 | SPAWNED;
    }

    @Override
    public void armed(Firing firing) {
        if (noting) {
            noted.add(firing);
        }
    }

    @Override
    public void syncing(Completion completion) {
        syncs.add(completion);
        if (noting) {
            noted.add(completion);
        }
    }

    @Override
    public void idle(int actor) {}

    @Override
    public void gone(int actor) {}

    /** The syncs that have begun since the last call. */
    List<Completion> takeSyncs() {
        List<Completion> taken = List.copyOf(syncs);
        syncs.clear();
        return taken;
    }

    boolean hasSyncs() {
        return !syncs.isEmpty();
    }

    int size() {
        return size;
    }

    Delivery flight(int index) {
        return flights[index];
    }

    /** Hands over every message in flight, in the order of the indexes. */
    void forEach(Consumer<Delivery> action) {
        for (int i = 0; i < size; i++) {
            action.accept(flights[i]);
        }
    }

    /** Whether the message at an index is the first of its kind that can be next. */
    boolean isNext(int index) {
        if (index == 0) {
            return true;
        }
        Delivery before = flights[index - 1];
        Delivery flight = flights[index];
        if (isQueued(flight)) {
            return pair(before) != pair(flight);
        }
        return isQueued(before) || before.envelope() != flight.envelope();
    }

    /** Whether a message leaves once it was delivered, on any network. */
    void calm(boolean once) {
        calm = once;
    }

    /** The message at an index leaves, because it was delivered. */
    void delivered(int index) {
        if (leaves(index)) {
            remove(index);
        }
    }

    /** Whether the message at an index leaves when it is delivered. */
    boolean leaves(int index) {
        return calm || !isRepeatable(flights[index]);
    }

    void remove(int index) {
        size--;
        System.arraycopy(flights, index + 1, flights, index, size - index);
        flights[size] = null;
    }

    /** Takes away what can only be lost. */
    void purge(World world) {
        for (int i = size - 1; i >= 0; i--) {
            if (world.isVain(flights[i])) {
                remove(i);
            }
        }
    }

    Delivery[] all() {
        return Arrays.copyOf(flights, size);
    }

    void restore(Delivery[] all) {
        if (all.length > flights.length) {
            flights = new Delivery[2 * all.length];
        }
        System.arraycopy(all, 0, flights, 0, all.length);
        Arrays.fill(flights, all.length, Math.max(size, all.length), null);
        size = all.length;
        syncs.clear();
        noted.clear();
    }

    /** The sum of the messages, so that equal ones count as often as they are there. */
    long fingerprint() {
        long sum = 0;
        long hash = 0;
        for (int i = 0; i < size; i++) {
            if (isQueued(flights[i])) {
                hash = isNext(i) ? 0 : hash;
                hash = Fingerprint.fold(hash, flights[i].envelope());
                sum += hash;
            } else {
                sum += Fingerprint.mix(flights[i].envelope());
            }
        }
        return sum;
    }
}
