package dev.rehearsal.scenarios.chain;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.scenarios.chain.ChainMessage.Ack;
import dev.rehearsal.scenarios.chain.ChainMessage.Ask;
import dev.rehearsal.scenarios.chain.ChainMessage.Beat;
import dev.rehearsal.scenarios.chain.ChainMessage.Chain;
import dev.rehearsal.scenarios.chain.ChainMessage.Contents;
import dev.rehearsal.scenarios.chain.ChainMessage.Operation;
import dev.rehearsal.scenarios.chain.ChainMessage.Ping;
import dev.rehearsal.scenarios.chain.ChainMessage.Stands;
import dev.rehearsal.scenarios.chain.ChainMessage.Told;
import dev.rehearsal.scenarios.chain.ChainMessage.Transfer;
import dev.rehearsal.scenarios.chain.ChainMessage.Update;
import dev.rehearsal.scenarios.chain.ChainMessage.Version;
import dev.rehearsal.scenarios.chain.ChainMessage.Which;
import dev.rehearsal.scenarios.chain.ChainMessage.Write;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;

/**
 * A link of the chain.
 *
 * <p>The head takes the writes and gives each its version; a write is durable at a server before it
 * goes on to the next one. So whoever stands further up has all that those behind it have, and what
 * the tail has everybody has: there it is committed and answered. What is said in a chain counts in
 * that chain alone. Whatever may have been lost is sent again with each beat.
 *
 * <p>Reads are the tail's, while its place is lent to it. With {@code craq} any server reads: what
 * it has is what the tail has, unless a write is under way, and then it asks the tail, which says
 * something while its own place is lent to it too: a former tail knows less.
 *
 * @param self its path
 * @param master the path of the master
 * @param craq whether every server reads
 * @param bug what is wrong with it
 */
record Server(String self, String master, boolean craq, Bug bug)
        implements Actor<Server.State, ChainMessage> {

    private static final Cell<Copy> COPY = Cell.of("copy", Copy.class);
    private static final Duration BEAT = Duration.ofMillis(15);

    /** How a server can be wrong. */
    enum Bug {
        NONE,
        /**
         * Any server answers reads with the last version it has, whether the tail has it or not.
         */
        READS_ANYWHERE,
        /** A version that the tail has replaced meanwhile is read as if there were none. */
        READS_COLLECTED,
        /** A new tail keeps only what it knows that the old one had. */
        FORGETS
    }

    /**
     * What survives a crash.
     *
     * @param complete whether it has everything that a member of the chain must have
     */
    record Copy(Chain chain, boolean complete, Contents contents) {

        Copy with(Contents other) {
            return new Copy(chain, complete, other);
        }
    }

    /**
     * What it knows.
     *
     * @param lease until when its place is lent to it, by the monotonic clock
     */
    record State(Copy copy, Duration lease) {

        Chain chain() {
            return copy.chain();
        }

        Contents contents() {
            return copy.contents();
        }

        /** Whether it is a member of the chain of that number and has everything. */
        boolean serves(int chain) {
            return copy.complete() && chain == chain().number();
        }
    }

    @Override
    public State start(Context<ChainMessage> context) {
        Copy nothing = new Copy(new Chain(0, Vector.empty(), ""), false, Contents.INITIAL);
        Copy copy = COPY.recover(context.disk()).getOrElse(nothing);
        return beat(new State(copy, Duration.ZERO), context);
    }

    @Override
    public State receive(State state, ChainMessage message, Context<ChainMessage> context) {
        return switch (message) {
            case Ask(Operation operation) when operation.write().isDefined() ->
                    write(state, operation, context);
            case Ask(Operation operation) -> {
                read(state, operation, context);
                yield state;
            }
            case Stands(Chain chain, Duration sent) -> stands(state, chain, sent, context);
            case Update(int chain, int version, Write write) when state.serves(chain) ->
                    update(state, version, write, context);
            case Transfer(int chain, Contents contents) when chain == state.chain().number() ->
                    transfer(state, contents, context);
            case Ack(int chain, int version)
                    when state.serves(chain) && version > state.contents().clean() ->
                    ack(state, version, context);
            case Which(int chain, Operation operation)
                    when state.serves(chain) && isLent(state, context) -> {
                context.reply(new Version(chain, operation, state.contents().last()));
                yield state;
            }
            case Version(int chain, Operation operation, int version)
                    when state.serves(chain) && isLent(state, context) -> {
                answer(
                        operation.client(),
                        operation.index(),
                        Option.some(at(state, version)),
                        context);
                yield state;
            }
            case Beat() -> beat(state, context);
            case Told _, Ping _, Update _, Transfer _, Ack _, Which _, Version _ -> state;
        };
    }

    // ------------------------------------------------------------------------- writes and reads

    private State write(State state, Operation operation, Context<ChainMessage> context) {
        Contents contents = state.contents();
        if (!state.copy().complete() || !state.chain().isHead(self) || contents.has(operation)) {
            return state;
        }
        Write write = new Write(operation.client(), operation.index(), operation.write().get());
        return take(state, state.copy().with(contents.with(contents.last() + 1, write)), context);
    }

    private State update(State state, int version, Write write, Context<ChainMessage> context) {
        Contents contents = state.contents();
        if (version != contents.last() + 1) {
            context.reply(new Ack(state.chain().number(), contents.clean()));
            return state;
        }
        return take(state, state.copy().with(contents.with(version, write)), context);
    }

    private State ack(State state, int version, Context<ChainMessage> context) {
        Copy committed = state.copy().with(state.contents().committed(version));
        COPY.write(context.disk(), committed);
        acknowledge(committed, context);
        return new State(committed, state.lease());
    }

    private void read(State state, Operation operation, Context<ChainMessage> context) {
        if (!state.copy().complete() || !isLent(state, context)) {
            return;
        }
        boolean clean = craq && state.contents().dirty().isEmpty();
        if (clean || state.chain().isTail(self) || bug == Bug.READS_ANYWHERE) {
            answer(
                    operation.client(),
                    operation.index(),
                    Option.some(state.contents().value()),
                    context);
        } else if (craq) {
            context.send(
                    ActorRef.to(state.chain().members().last()),
                    new Which(state.chain().number(), operation));
        }
    }

    /** What that version says or, when it is needed no longer, the one that took its place. */
    private int at(State state, int version) {
        var versions = state.contents().versions();
        int kept =
                bug == Bug.READS_COLLECTED ? version : Math.max(version, state.contents().clean());
        return versions.get(kept).map(Write::value).getOrElse(0);
    }

    private static boolean isLent(State state, Context<ChainMessage> context) {
        return context.monotonic().compareTo(state.lease()) < 0;
    }

    private static void answer(
            String client, int index, Option<Integer> read, Context<ChainMessage> context) {
        context.send(ActorRef.to(client), new Told(index, read));
    }

    // --------------------------------------------------------------------------------- the chain

    /** Keeps what is new; commits it at the tail, else sends it on. */
    private State take(State state, Copy copy, Context<ChainMessage> context) {
        Contents contents = copy.contents();
        boolean tail = copy.complete() && copy.chain().isTail(self);
        Copy kept = tail ? copy.with(contents.committed(contents.last())) : copy;
        COPY.write(context.disk(), kept);
        if (tail) {
            contents.dirty()
                    .values()
                    .forEach(
                            write -> answer(write.client(), write.index(), Option.none(), context));
            acknowledge(kept, context);
        } else {
            send(kept, context);
        }
        return new State(kept, state.lease());
    }

    private void send(Copy copy, Context<ChainMessage> context) {
        int chain = copy.chain().number();
        copy.chain()
                .after(self)
                .filter(_ -> copy.complete())
                .map(path -> ActorRef.<ChainMessage>to(path))
                .forEach(next -> {
                    if (copy.chain().joining().equals(next.path())) {
                        context.send(next, new Transfer(chain, copy.contents()));
                    }
                    copy.contents()
                            .dirty()
                            .forEach((version, write) ->
                                    context.send(next, new Update(chain, version, write)));
                });
    }

    private void acknowledge(Copy copy, Context<ChainMessage> context) {
        Ack ack = new Ack(copy.chain().number(), copy.contents().clean());
        copy.chain().before(self).forEach(path -> context.send(ActorRef.to(path), ack));
    }

    private State stands(State state, Chain chain, Duration sent, Context<ChainMessage> context) {
        if (chain.number() < state.chain().number()) {
            return state;
        }
        State entered =
                chain.number() > state.chain().number() ? enter(state, chain, context) : state;
        Duration lease = sent.plus(Master.LEASE);
        return lease.compareTo(entered.lease()) > 0 ? new State(entered.copy(), lease) : entered;
    }

    /** Who becomes the tail has everything that the old one had, and commits it. */
    private State enter(State state, Chain chain, Context<ChainMessage> context) {
        boolean complete = chain.members().contains(self) && !chain.joining().equals(self);
        Contents contents = state.contents();
        boolean forgets = bug == Bug.FORGETS && chain.isTail(self);
        Contents kept =
                forgets ? new Contents(contents.versions().take(1), contents.sessions()) : contents;
        return take(state, new Copy(chain, complete, kept), context);
    }

    private State transfer(State state, Contents contents, Context<ChainMessage> context) {
        if (state.copy().complete()) {
            context.reply(new Ack(state.chain().number(), state.contents().clean()));
            return state;
        }
        return take(state, new Copy(state.chain(), true, contents), context);
    }

    /** Says that it is alive, and sends again what may have been lost. */
    private State beat(State state, Context<ChainMessage> context) {
        context.timer(new Beat(), BEAT);
        int complete = state.copy().complete() ? state.chain().number() : 0;
        context.send(ActorRef.to(master), new Ping(context.monotonic(), complete));
        send(state.copy(), context);
        return state;
    }
}
