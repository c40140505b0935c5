package com.example;

import dev.rehearsal.actor.*;
import dev.rehearsal.jqwik.*;
import dev.rehearsal.kernel.View;
import dev.rehearsal.scenario.*;

import net.jqwik.api.ForAll;

/** Ann gives Bob three coins: can it be that he has more? */
public class CoinsTest implements Scenario {
    record Coin(int number) {}

    record Person(String friend, int gives) implements Actor<Integer, Coin> {
        public Integer start(Context<Coin> context) {
            for (int number = 1; number <= gives; number++) {
                context.send(ActorRef.to(friend), new Coin(number));
            }
            return 0;
        }

        public Integer receive(Integer purse, Coin coin, Context<Coin> context) {
            return purse + 1;
        }
    }

    public Cluster cluster(Settings settings) {
        return Cluster.builder()
                .node("ann", new Person("bob", 3))
                .node("bob", new Person("ann", 0))
                .always("no-false-coins", Invariant.that("Bob has 3 at most", CoinsTest::isFair))
                .build();
    }

    static boolean isFair(View world) {
        return world.state("bob", Integer.class).forAll(purse -> purse <= 3);
    }

    @SimulationProperty
    void coins_underAnyFaults_stayAsMany(@ForAll Plan plan) {
        plan.run(this).assertHolds();
    }
}
