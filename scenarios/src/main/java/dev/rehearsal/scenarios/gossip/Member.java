package dev.rehearsal.scenarios.gossip;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.scenarios.gossip.GossipMessage.Ack;
import dev.rehearsal.scenarios.gossip.GossipMessage.Late;
import dev.rehearsal.scenarios.gossip.GossipMessage.Ping;
import dev.rehearsal.scenarios.gossip.GossipMessage.PingFor;
import dev.rehearsal.scenarios.gossip.GossipMessage.Rumour;
import dev.rehearsal.scenarios.gossip.GossipMessage.Tick;
import dev.rehearsal.scenarios.gossip.GossipMessage.Undenied;
import dev.rehearsal.scenarios.gossip.Standing.Health;

import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.function.Function;

/**
 * Probes one other member in each period, and tells with each message what it has heard lately.
 *
 * <p>In each round it probes each of the others once, in an order of its own. Who does not answer
 * is asked again through two others; who does not answer them either is suspected. A suspicion is
 * told on, and who hears that it is suspected, or dead, goes on to its next incarnation and says
 * that it lives. A suspicion that nobody denies in time becomes a death.
 *
 * <p>The dead are probed, too. Else two halves of a network that was cut for longer than a
 * suspicion lasts would bury each other, and nobody would find out.
 *
 * <p>Nothing is on disk. A member that restarts knows nothing and takes all for alive; what the
 * others have to say against it they tell it with their next message to it.
 *
 * @param self its number, from 1
 * @param members how many there are
 * @param bug what is wrong with it
 */
record Member(int self, int members, Bug bug) implements Actor<Member.State, GossipMessage> {

    static final Duration PERIOD = Duration.ofMillis(50);

    private static final Duration TIMEOUT = Duration.ofMillis(15);
    private static final int THROUGH = 2;
    private static final int RUMOURS_MAX = 6;

    /** How a member can be wrong. */
    enum Bug {
        NONE,
        /** It denies what is said of it, and stays in its incarnation. */
        NO_INCARNATIONS,
        /** It does not probe who is dead. */
        DEAD_UNASKED,
        /** That a member lives is believed, though it is known to have died in that incarnation. */
        STALE_ALIVE
    }

    /**
     * What it knows.
     *
     * @param incarnation its own
     * @param probed whom it probes in this period, or 0
     * @param answered whether that one has answered
     * @param round whom it has still to probe in this round, in order
     * @param alive in which incarnation it knows others to live, where it is not the first
     * @param ill what it knows of those who do not, or may not
     * @param news what it still tells of whom it has heard something, the latest first
     */
    record State(
            int incarnation,
            int period,
            int probed,
            boolean answered,
            Vector<Integer> round,
            TreeMap<Integer, Integer> alive,
            TreeMap<Integer, Standing> ill,
            Vector<News> news) {

        Standing standing(int member) {
            return ill.get(member)
                    .getOrElse(() -> new Standing(alive.get(member).getOrElse(0), Health.ALIVE));
        }

        boolean knowsAsMuchAs(State other) {
            return alive == other.alive && ill == other.ill;
        }

        State answer() {
            return new State(incarnation, period, probed, true, round, alive, ill, news);
        }

        State probing(int member, Vector<Integer> left) {
            return new State(incarnation, period + 1, member, false, left, alive, ill, news);
        }

        State knowing(int member, Standing standing) {
            return new State(
                    incarnation,
                    period,
                    probed,
                    answered,
                    round,
                    standing.isAlive() ? alive.put(member, standing.incarnation()) : alive,
                    standing.isAlive() ? ill.remove(member) : ill.put(member, standing),
                    news);
        }

        State as(int next) {
            return new State(next, period, probed, answered, round, alive, ill, news);
        }

        State telling(Vector<News> left) {
            return new State(incarnation, period, probed, answered, round, alive, ill, left);
        }
    }

    /**
     * That there is something new of a member.
     *
     * @param times how often it is still told
     */
    record News(int member, int times) {}

    /** Where a member lives. */
    static String path(int member) {
        return "n" + member + "/swim/end";
    }

    @Override
    public State start(Context<GossipMessage> context) {
        context.timer(new Tick(), PERIOD.multipliedBy(self % 8).dividedBy(8));
        return new State(
                0, 0, 0, true, Vector.empty(), TreeMap.empty(), TreeMap.empty(), Vector.empty());
    }

    @Override
    public State receive(State state, GossipMessage message, Context<GossipMessage> context) {
        return switch (message) {
            case Tick() -> tick(state, context);
            case Late(int period) ->
                    period == state.period() && !state.answered() ? ask(state, context) : state;
            case Ping(int origin, int period, Vector<Rumour> rumours) ->
                    tell(
                            hear(state, rumours, context),
                            number(context.sender()),
                            told -> new Ack(origin, period, told),
                            context);
            case PingFor(int origin, int period, int target, Vector<Rumour> rumours) ->
                    tell(
                            hear(state, rumours, context),
                            target,
                            told -> new Ping(origin, period, told),
                            context);
            case Ack(int origin, int period, Vector<Rumour> rumours) -> {
                State heard = hear(state, rumours, context);
                if (origin != self) {
                    yield tell(heard, origin, told -> new Ack(origin, period, told), context);
                }
                yield period == state.period() ? heard.answer() : heard;
            }
            case Undenied(int member, int incarnation) ->
                    state.standing(member).equals(new Standing(incarnation, Health.SUSPECT))
                            ? learn(state, member, new Standing(incarnation, Health.DEAD), context)
                            : state;
        };
    }

    // ------------------------------------------------------------------------------------ probing

    private State tick(State state, Context<GossipMessage> context) {
        context.timer(new Tick(), PERIOD);
        State judged = state.answered() ? state : suspect(state, context);
        Vector<Integer> round =
                (judged.round().isEmpty() ? shuffled(judged.period()) : judged.round())
                        .dropWhile(member ->
                                bug == Bug.DEAD_UNASKED
                                        && judged.standing(member).health() == Health.DEAD);
        if (round.isEmpty()) {
            return judged.probing(0, round).answer();
        }
        int member = round.head();
        State probing = judged.probing(member, round.tail());
        context.timer(new Late(probing.period()), TIMEOUT);
        return tell(probing, member, told -> new Ping(self, probing.period(), told), context);
    }

    private State suspect(State state, Context<GossipMessage> context) {
        Standing standing = state.standing(state.probed());
        return learn(
                state,
                state.probed(),
                new Standing(standing.incarnation(), Health.SUSPECT),
                context);
    }

    /** Has others ask whoever does not answer. */
    private State ask(State state, Context<GossipMessage> context) {
        int target = state.probed();
        State asked = state;
        for (int member : through(state)) {
            asked =
                    tell(
                            asked,
                            member,
                            told -> new PingFor(self, state.period(), target, told),
                            context);
        }
        return asked;
    }

    /** Those whom it will probe next, as far as they live. */
    private Vector<Integer> through(State state) {
        Vector<Integer> next = state.round().isEmpty() ? shuffled(state.period()) : state.round();
        return next.iterator()
                .filter(member -> member != state.probed() && !state.ill().containsKey(member))
                .take(THROUGH)
                .toVector();
    }

    /** The others, in an order that is another one for each member and each number. */
    private Vector<Integer> shuffled(int number) {
        Draw draw = Draw.seed(self).in(number);
        return Vector.rangeClosed(1, members)
                .filter(member -> member != self)
                .sortBy(member -> draw.in(member).bits());
    }

    // -------------------------------------------------------------------------------------- gossip

    private State hear(State state, Vector<Rumour> rumours, Context<GossipMessage> context) {
        State heard = state;
        for (Rumour rumour : rumours) {
            heard = learn(heard, rumour.member(), rumour.standing(), context);
        }
        return heard;
    }

    private State learn(
            State state, int member, Standing standing, Context<GossipMessage> context) {
        if (member == self) {
            return standing.isAlive() ? state : deny(state, standing);
        }
        if (!isNews(standing, state.standing(member))) {
            return state;
        }
        if (standing.health() == Health.SUSPECT) {
            context.timer(
                    new Undenied(member, standing.incarnation()),
                    PERIOD.multipliedBy(2L * magnitude()));
        }
        return state.knowing(member, standing).telling(latest(state, member));
    }

    private boolean isNews(Standing said, Standing known) {
        if (bug == Bug.STALE_ALIVE && said.isAlive() && !known.isAlive()) {
            return said.incarnation() >= known.incarnation();
        }
        return said.isNewerThan(known);
    }

    private State deny(State state, Standing said) {
        int next =
                bug == Bug.NO_INCARNATIONS
                        ? state.incarnation()
                        : Math.max(state.incarnation(), said.incarnation() + 1);
        return state.as(next).telling(latest(state, self));
    }

    private Vector<News> latest(State state, int member) {
        return state.news()
                .filter(news -> news.member() != member)
                .prepend(new News(member, 3 * magnitude()));
    }

    /** Sends a message with the latest rumours, and with what concerns the two of them. */
    private State tell(
            State state,
            int member,
            Function<Vector<Rumour>, GossipMessage> message,
            Context<GossipMessage> context) {
        Vector<News> latest = state.news().take(RUMOURS_MAX);
        Vector<Rumour> rumours =
                latest.map(News::member)
                        .append(self)
                        .append(member)
                        .distinct()
                        .map(one -> new Rumour(one, standing(state, one)))
                        .filter(rumour -> !rumour.standing().equals(Standing.UNTOLD));
        context.send(ActorRef.to(path(member)), message.apply(rumours));
        Vector<News> again =
                latest.filter(news -> news.times() > 1)
                        .map(news -> new News(news.member(), news.times() - 1));
        return state.telling(state.news().drop(RUMOURS_MAX).appendAll(again));
    }

    private Standing standing(State state, int member) {
        return member == self
                ? new Standing(state.incarnation(), Health.ALIVE)
                : state.standing(member);
    }

    /** How many doublings make one member all of them. */
    private int magnitude() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(members);
    }

    private static int number(ActorRef<GossipMessage> member) {
        String path = member.path();
        return Integer.parseInt(path.substring(1, path.indexOf('/')));
    }
}
