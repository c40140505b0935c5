package dev.rehearsal.check;

import dev.rehearsal.kernel.Action;
import dev.rehearsal.kernel.Delivery;
import dev.rehearsal.kernel.Firing;
import dev.rehearsal.kernel.Medium;
import dev.rehearsal.kernel.World;

import java.util.function.Function;

/** The soup of the search, for tests that choose every action themselves. */
public final class OpenSoup {

    private final Soup soup = new Soup(Network.UNORDERED);
    private World world;

    /** The medium of the world to be. */
    public Medium medium() {
        return soup;
    }

    /** Says whose medium it is. */
    public void open(World opened) {
        world = opened;
        soup.open(opened);
    }

    /** How many messages are in flight. */
    public int size() {
        return soup.size();
    }

    /** Takes the message, timer or sync that is described so; null when there is none. */
    public Action take(String description, Function<Action, String> describe) {
        for (int i = 0; i < soup.size(); i++) {
            Delivery flight = soup.flight(i);
            if (soup.isNext(i) && describe.apply(flight).equals(description)) {
                soup.delivered(i);
                return flight;
            }
        }
        for (int actor = 0; actor < world.actors(); actor++) {
            for (Firing timer : world.timers(actor)) {
                if (describe.apply(timer).equals(description)) {
                    return timer;
                }
            }
            Action sync = world.awaited(actor);
            if (sync != null && describe.apply(sync).equals(description)) {
                return sync;
            }
        }
        return null;
    }
}
