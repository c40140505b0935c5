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

import io.vavr.collection.Vector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** More than there are; a power of two. */
    private static final long MEMBERS_MAX = 2_048;

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
     * @param known what it knows of the others
     * @param news what it still tells of whom it has heard something, the latest first
     */
    record State(
            int incarnation,
            int period,
            int probed,
            boolean answered,
            Vector<Integer> round,
            Known known,
            Vector<News> news) {

        State answer() {
            return new State(incarnation, period, probed, true, round, known, news);
        }

        State probing(int member, Vector<Integer> left) {
            return new State(incarnation, period + 1, member, false, left, known, news);
        }

        State knowing(int member, Standing standing) {
            return new State(
                    incarnation,
                    period,
                    probed,
                    answered,
                    round,
                    known.with(member, standing),
                    news);
        }

        State as(int next) {
            return new State(next, period, probed, answered, round, known, news);
        }

        State telling(Vector<News> left) {
            return new State(incarnation, period, probed, answered, round, known, left);
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
        return new State(0, 0, 0, true, Vector.empty(), Known.nothing(members), Vector.empty());
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
                    state.known().of(member).equals(new Standing(incarnation, Health.SUSPECT))
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
                                        && judged.known().of(member).health() == Health.DEAD);
        if (round.isEmpty()) {
            return judged.probing(0, round).answer();
        }
        int member = round.head();
        State probing = judged.probing(member, round.tail());
        context.timer(new Late(probing.period()), TIMEOUT);
        return tell(probing, member, told -> new Ping(self, probing.period(), told), context);
    }

    private State suspect(State state, Context<GossipMessage> context) {
        Standing standing = state.known().of(state.probed());
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
                .filter(member -> member != state.probed() && !state.known().ill().contains(member))
                .take(THROUGH)
                .toVector();
    }

    /**
     * The others, in an order that is another one for each member and each number: that of what is
     * drawn for them, whose last bits give way to who it is.
     */
    private Vector<Integer> shuffled(int number) {
        Draw draw = Draw.seed(self).in(number);
        long[] places = new long[members - 1];
        int at = 0;
        for (int member = 1; member <= members; member++) {
            if (member != self) {
                places[at++] = draw.in(member).bits() & -MEMBERS_MAX | member;
            }
        }
        Arrays.sort(places);
        return Vector.ofAll(places).map(place -> (int) (place & MEMBERS_MAX - 1));
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
        if (!isNews(standing, state.known().of(member))) {
            return state;
        }
        if (standing.health() == Health.SUSPECT) {
            context.timer(
                    new Undenied(member, standing.incarnation()),
                    Duration.ofMillis(2 * magnitude() * PERIOD.toMillis()));
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
        List<Rumour> rumours = new ArrayList<>(RUMOURS_MAX + 2);
        for (News news : latest) {
            tellOf(news.member(), state, rumours);
        }
        tellOf(self, state, rumours);
        tellOf(member, state, rumours);
        context.send(ActorRef.to(path(member)), message.apply(Vector.ofAll(rumours)));
        Vector<News> again =
                latest.filter(news -> news.times() > 1)
                        .map(news -> new News(news.member(), news.times() - 1));
        return state.telling(state.news().drop(RUMOURS_MAX).appendAll(again));
    }

    private void tellOf(int member, State state, List<Rumour> rumours) {
        for (Rumour rumour : rumours) {
            if (rumour.member() == member) {
                return;
            }
        }
        Standing standing = standing(state, member);
        if (!standing.equals(Standing.UNTOLD)) {
            rumours.add(new Rumour(member, standing));
        }
    }

    private Standing standing(State state, int member) {
        return member == self
                ? new Standing(state.incarnation(), Health.ALIVE)
                : state.known().of(member);
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
