package dev.rehearsal.scenario;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.Client;
import dev.rehearsal.check.ActorSystem;
import dev.rehearsal.check.Interchange;
import dev.rehearsal.check.Refinement;
import dev.rehearsal.check.Situation;
import dev.rehearsal.history.Model;
import dev.rehearsal.kernel.Topology;
import dev.rehearsal.kernel.View;
import dev.rehearsal.value.Configuration;

import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A system under test as it is built for some settings: nodes, clients, workload, properties, and
 * what it must survive.
 *
 * @param topology the servers' nodes, then the clients'
 * @param clients the paths of the clients, in order
 * @param workload what the clients ask
 * @param properties what must hold
 * @param crashesAtOnce how many of the servers' nodes may be down at the same time, with their
 *     disks; 0 when the system does not claim to survive a crash
 * @param disksLost how many of the servers' disks may be emptied, set back or damaged in silence in
 *     a run; 0 when the system trusts its disks
 * @param disksDamaged how many of the servers' disks may be damaged in place in a run, at least
 *     {@code disksLost}; 0 when the system trusts its disks
 * @param exits whether actors may be ended and disk operations may fail: whoever ends is started
 *     again by somebody
 * @param detection how long a link between two nodes is cut until both ends take the other for
 *     lost, and links and monitors between their actors break
 * @param escalation what follows when one of a node's own actors ends and nobody restarts it
 * @param checked what each client asks, in order, where all states are searched, by its number from
 *     0; null for the workload as seed 0 draws it
 * @param within where all states are searched, the worlds that are looked at; none for all
 * @param frozenClock whether handlers may ask for the time where all states are searched: it stands
 *     still
 * @param timersLast where all states are searched, whether a timer fires only when nothing else can
 *     happen
 * @param interchange where all states are searched, which nodes may be exchanged; none when nobody
 *     has said it
 * @param grows whether states of servers grow for as long as the system runs, and that is no leak
 */
public record Cluster(
        Topology topology,
        Vector<String> clients,
        @Nullable Workload workload,
        Vector<Property> properties,
        int crashesAtOnce,
        int disksLost,
        int disksDamaged,
        boolean exits,
        Duration detection,
        Escalation escalation,
        @Nullable IntFunction<Vector<Object>> checked,
        Option<Predicate<View>> within,
        boolean frozenClock,
        boolean timersLast,
        Option<Interchange> interchange,
        boolean grows) {

    /** A cluster without nodes. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that has all of this already: for the same system with something more or other. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        for (Topology.Node node : topology.nodes()) {
            (clients.contains(node.name()) ? builder.users : builder.servers).add(node);
        }
        builder.properties.addAll(properties.asJava());
        builder.workload = workload;
        builder.crashesAtOnce = crashesAtOnce;
        builder.disksLost = disksLost;
        builder.disksDamaged = disksDamaged;
        builder.exits = exits;
        builder.detection = detection;
        builder.escalation = escalation;
        builder.checked = checked;
        builder.within = within;
        builder.frozenClock = frozenClock;
        builder.timersLast = timersLast;
        builder.interchange = interchange;
        builder.grows = grows;
        return builder;
    }

    /** The names of the nodes that are not clients'. */
    public Vector<String> servers() {
        return topology.nodes().map(Topology.Node::name).removeAll(clients);
    }

    /** Builds a cluster. */
    public static final class Builder {
        private final List<Topology.Node> servers = new ArrayList<>();
        private final List<Topology.Node> users = new ArrayList<>();
        private final List<Property> properties = new ArrayList<>();
        private final List<String> unbounded = new ArrayList<>();
        private @Nullable Workload workload;
        private int crashesAtOnce;
        private int disksLost;
        private int disksDamaged;
        private boolean exits;
        private boolean grows;
        private Duration detection = Duration.ofSeconds(10);
        private Escalation escalation = new Escalation.Violates();
        private @Nullable IntFunction<Vector<Object>> checked;
        private Option<Predicate<View>> within = Option.none();
        private boolean frozenClock;
        private boolean timersLast;
        private Option<Interchange> interchange = Option.none();

        private Builder() {}

        /** Adds a node with one actor, whose path is the node's name. */
        public Builder node(String name, Actor<?, ?> actor) {
            servers.add(new Topology.Node(name, Vector.of(new Topology.Server(name, actor))));
            return this;
        }

        /**
         * Adds a node with several actors, which start in the given order; the path of each is
         * {@code name/given}.
         */
        public Builder node(String name, Map<String, Actor<?, ?>> actors) {
            Vector<Topology.Resident> residents =
                    actors.toVector()
                            .map(entry -> new Topology.Server(name + "/" + entry._1, entry._2));
            servers.add(new Topology.Node(name, residents));
            return this;
        }

        /** Adds a client on a node of its own, both of that name. */
        public Builder client(String name, Client<?, ?, ?> client) {
            users.add(new Topology.Node(name, Vector.of(new Topology.User(name, client))));
            return this;
        }

        /** Says what the clients ask. */
        public Builder workload(Workload operations) {
            workload = operations;
            return this;
        }

        /**
         * Says what each client asks, by its number from 0, where all states are searched: few
         * operations that matter, in a fixed order.
         */
        public Builder checked(IntFunction<Vector<Object>> operations) {
            checked = operations;
            return this;
        }

        /**
         * Says which worlds are looked at where all states are searched. A world outside is neither
         * counted nor looked behind.
         */
        public Builder within(Predicate<View> boundary) {
            within = Option.some(boundary);
            return this;
        }

        /**
         * Lets handlers ask for the time where all states are searched, in which it stands still at
         * the start of a run. Without it they are refused there: a search knows no time, and what
         * takes long and what does not it cannot tell apart. What a supervisor counts within a
         * period it counts for ever then.
         */
        public Builder frozenClock() {
            frozenClock = true;
            return this;
        }

        /**
         * Lets timers fire only when no message can be delivered and no sync can end, where all
         * states are searched: whoever waits waits longer than anything takes. There are far fewer
         * states then, and what an answer that comes too late does is not among them.
         */
        public Builder timersLast() {
            timersLast = true;
            return this;
        }

        /** Says which nodes may be exchanged where all states are searched. */
        public Builder interchangeable(Interchange alike) {
            interchange = Option.some(alike);
            return this;
        }

        /** Demands that the clients' history be linearizable. */
        public Builder linearizable(Model<?, ?, ?> model) {
            properties.add(new Property.Linearizable("linearizable", model));
            return this;
        }

        /** Demands that an invariant hold after every event. */
        public Builder always(String name, Invariant invariant) {
            properties.add(new Property.Always(name, invariant));
            return this;
        }

        /** Demands that a monitor find nothing broken along the whole run. */
        public Builder monitored(String name, Monitor<?> monitor) {
            properties.add(new Property.Monitored(name, monitor));
            return this;
        }

        /**
         * Demands that the actors do nothing but what a specification allows, in simulated runs and
         * where all states are searched.
         *
         * <p>A step of a search also completes the syncs of its turn, where no crash is allowed,
         * and hands a client that has ended an operation its next one. A specification that tells
         * these apart needs {@link Refinement#within}.
         */
        public Builder refines(String name, Refinement<Situation, ?> refinement) {
            properties.add(new Property.Refines(name, refinement));
            return this;
        }

        /** Hopes that a condition holds now and then; each run reports whether it did. */
        public Builder sometimes(String name, Predicate<View> condition) {
            properties.add(new Property.Sometimes(name, condition));
            return this;
        }

        /**
         * Demands that an invariant come to hold once the faults have stopped; {@link
         * Eventually#within} says how soon.
         */
        public Eventually eventually(String name, Invariant invariant) {
            unbounded.add(name);
            return new Eventually(name, invariant);
        }

        /**
         * Demands that nothing be left to happen once the faults have stopped and the operations
         * have ended.
         *
         * @param within how long after both at the most
         */
        public Builder settles(Duration within) {
            properties.add(new Property.Settles("settles", within));
            return this;
        }

        /**
         * Demands that every operation be answered that a client begins once the faults have
         * stopped. It says something only where the workload lasts longer than the faults.
         *
         * @param within how long after that a client may still wait in vain
         */
        public Builder answers(Duration within) {
            properties.add(new Property.Answers("answers", within));
            return this;
        }

        /** An invariant that is to come to hold, without its bound. */
        public final class Eventually {
            private final String name;
            private final Invariant invariant;

            private Eventually(String name, Invariant invariant) {
                this.name = name;
                this.invariant = invariant;
            }

            /** Within that simulated time after the heal time. */
            public Builder within(Duration bound) {
                properties.add(new Property.Eventually(name, invariant, bound));
                unbounded.remove(name);
                return Builder.this;
            }
        }

        /** Declares how many servers may be down at the same time. */
        public Builder survives(int crashes) {
            crashesAtOnce = crashes;
            return this;
        }

        /**
         * Declares how many of the servers' disks may be emptied, set back to an older content or
         * damaged in silence in one run.
         */
        public Builder survivesLostDisks(int disks) {
            disksLost = disks;
            return this;
        }

        /**
         * Declares how many of the servers' disks may be damaged in place in one run: what stands
         * there changes by itself. A checksum sees that, and does not see a disk that was set back.
         * Disks that may be {@linkplain #survivesLostDisks lost} may be damaged, too.
         */
        public Builder survivesDamagedDisks(int disks) {
            disksDamaged = disks;
            return this;
        }

        /**
         * Declares that actors may be ended and disk operations may fail, because supervisors start
         * again whoever ends.
         */
        public Builder survivesExits() {
            exits = true;
            return this;
        }

        /**
         * Declares that states of servers grow for as long as the system runs, such as a log that
         * nobody cuts back. Without it a state that only grows through a long run is a leak, and a
         * violation.
         */
        public Builder mayGrow() {
            grows = true;
            return this;
        }

        /**
         * Declares how long a link is cut until both ends take the other for lost; 10 s unless said
         * otherwise.
         */
        public Builder detectsCutsAfter(Duration time) {
            detection = time;
            return this;
        }

        /**
         * Declares what follows when one of a node's own actors ends and nobody restarts it; a
         * violation unless said otherwise.
         */
        public Builder onEscalation(Escalation follows) {
            escalation = follows;
            return this;
        }

        /**
         * The cluster.
         *
         * @throws IllegalArgumentException when names are malformed or not unique, when there are
         *     clients without a workload, when more nodes may crash than there are, or when an
         *     {@code eventually} has no bound
         * @throws dev.rehearsal.value.NotAValueException when an actor or client can change; see
         *     {@link Configuration}
         */
        public Cluster build() {
            requireBounds();
            requireUniqueProperties();
            if (!users.isEmpty() && workload == null) {
                throw new IllegalArgumentException(
                        "clients need a workload: clients=" + users.size());
            }
            if (crashesAtOnce < 0 || crashesAtOnce > servers.size()) {
                throw new IllegalArgumentException(
                        "crashesAtOnce must be in [0, servers]: crashesAtOnce="
                                + crashesAtOnce
                                + " servers="
                                + servers.size());
            }
            if (disksLost < 0 || disksLost > servers.size()) {
                throw new IllegalArgumentException(
                        "disksLost must be in [0, servers]: disksLost="
                                + disksLost
                                + " servers="
                                + servers.size());
            }
            if (disksDamaged < 0 || disksDamaged > servers.size()) {
                throw new IllegalArgumentException(
                        "disksDamaged must be in [0, servers]: disksDamaged="
                                + disksDamaged
                                + " servers="
                                + servers.size());
            }
            if (!detection.isPositive()) {
                throw new IllegalArgumentException(
                        "detection must be positive: detection=" + detection);
            }
            Vector<Topology.Node> nodes = Vector.ofAll(servers).appendAll(users);
            nodes.flatMap(Topology.Node::actors).forEach(Builder::requireUnchanging);
            return new Cluster(
                    new Topology(nodes),
                    Vector.ofAll(users).map(Topology.Node::name),
                    workload,
                    Vector.ofAll(properties),
                    crashesAtOnce,
                    disksLost,
                    Math.max(disksLost, disksDamaged),
                    exits,
                    detection,
                    escalation,
                    checked,
                    within,
                    frozenClock,
                    timersLast,
                    interchange,
                    grows);
        }

        private static void requireUnchanging(Topology.Resident resident) {
            switch (resident) {
                case Topology.Server server -> Configuration.require(server.path(), server.actor());
                case Topology.User user -> Configuration.require(user.path(), user.client());
            }
        }

        private void requireBounds() {
            if (!unbounded.isEmpty()) {
                throw new IllegalArgumentException(
                        "an eventually must have a bound: property="
                                + unbounded.getFirst()
                                + "; add .within(duration)");
            }
        }

        private void requireUniqueProperties() {
            var names = new HashSet<String>();
            for (Property property : properties) {
                if (!names.add(property.name())) {
                    throw new IllegalArgumentException(
                            "the name of a property must be unique: property=" + property.name());
                }
            }
        }
    }

    /** Whether any property is about what happens once the faults have stopped. */
    public boolean demandsLiveness() {
        return properties.exists(property ->
                switch (property) {
                    case Property.Eventually _, Property.Settles _, Property.Answers _ -> true;
                    case Property.Linearizable _,
                            Property.Always _,
                            Property.Monitored _,
                            Property.Sometimes _,
                            Property.Refines _ ->
                            false;
                });
    }

    /**
     * The system as all its states are searched.
     *
     * <p>What must come once the faults have stopped must come there on every path on which from
     * some state on nothing goes wrong; how soon is not looked at, for there is no time.
     *
     * @throws IllegalArgumentException when it has a property with a memory, or one about what is
     *     begun after the faults have stopped
     */
    public ActorSystem system() {
        return Checked.system(this);
    }

    /**
     * The same, of which nothing else is demanded, but for what is demanded of all.
     *
     * @param property the name of one of its properties, or of one that all have
     * @throws IllegalArgumentException when there is no such property
     */
    public Cluster judging(String property) {
        Builder only = toBuilder();
        only.properties.removeIf(one -> !one.name().equals(property));
        if (only.properties.isEmpty() && !Checked.DEMANDED_OF_ALL.contains(property)) {
            throw new IllegalArgumentException(
                    "a property must be one of the cluster's: property="
                            + property
                            + " properties="
                            + properties.map(Property::name).mkString(","));
        }
        return only.build();
    }

    /** The workload of a cluster that has clients. */
    public Workload requireWorkload() {
        return Objects.requireNonNull(workload, "a cluster without clients has no workload");
    }
}
