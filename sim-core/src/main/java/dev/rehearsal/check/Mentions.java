package dev.rehearsal.check;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.kernel.ActorImage;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.World;
import dev.rehearsal.value.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/**
 * Which lives of an actor something in the world still mentions, so that the next has the smallest
 * number that is free: numbers that only count up would make the space of states infinite.
 */
final class Mentions {

    private final Soup soup;
    private World world;

    /** The message that is being delivered, which is in no flight any more. */
    @Nullable Delivery current;

    Mentions(Soup soup) {
        this.soup = soup;
    }

    void open(World of) {
        world = of;
    }

    /** The smallest number of a life that nothing in the world mentions. */
    int unmentioned(int actor) {
        String path = world.path(actor);
        BitSet mentioned = new BitSet();
        mentioned.set(ActorRef.ANY);
        for (int a = 0; a < world.actors(); a++) {
            ActorImage image = world.image(a);
            image.mentions(world, value -> mention(value, path, mentioned));
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
}
