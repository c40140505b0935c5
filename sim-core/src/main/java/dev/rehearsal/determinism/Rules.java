package dev.rehearsal.determinism;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;

import java.util.BitSet;

/**
 * What calls to the outside mean for the objects that are followed: hash, text and change. The
 * order of collections is {@link Orders}'.
 */
final class Rules {

    /** Methods of the JDK's mutable classes that change the receiver. */
    private static final Set<String> CHANGES =
            HashSet.of(
                    "add",
                    "addAll",
                    "addFirst",
                    "addLast",
                    "put",
                    "putAll",
                    "putIfAbsent",
                    "putFirst",
                    "putLast",
                    "computeIfAbsent",
                    "computeIfPresent",
                    "compute",
                    "merge",
                    "remove",
                    "removeIf",
                    "removeAll",
                    "removeFirst",
                    "removeLast",
                    "retainAll",
                    "clear",
                    "set",
                    "sort",
                    "replace",
                    "replaceAll",
                    "push",
                    "pop",
                    "poll",
                    "pollFirst",
                    "pollLast",
                    "pollFirstEntry",
                    "pollLastEntry",
                    "offer",
                    "offerFirst",
                    "offerLast",
                    "insert",
                    "append",
                    "appendCodePoint",
                    "delete",
                    "deleteCharAt",
                    "reverse",
                    "setLength",
                    "setCharAt",
                    "getAndIncrement",
                    "getAndDecrement",
                    "incrementAndGet",
                    "decrementAndGet",
                    "getAndAdd",
                    "addAndGet",
                    "compareAndSet",
                    "compareAndExchange",
                    "getAndSet",
                    "updateAndGet",
                    "getAndUpdate",
                    "accumulateAndGet",
                    "getAndAccumulate",
                    "lazySet",
                    "setPlain",
                    "setRelease",
                    "increment",
                    "decrement",
                    "accumulate",
                    "reset",
                    "sumThenReset",
                    "flip",
                    "nextInt",
                    "nextLong",
                    "nextDouble",
                    "nextBoolean",
                    "nextBytes",
                    "nextFloat",
                    "nextGaussian",
                    "setSeed",
                    "split");

    /** Static methods that change their first argument. */
    private static final Set<String> CHANGES_ARGUMENT =
            HashSet.of(
                    "java/util/Arrays.fill",
                    "java/util/Arrays.sort",
                    "java/util/Arrays.setAll",
                    "java/util/Collections.sort",
                    "java/util/Collections.reverse",
                    "java/util/Collections.swap",
                    "java/util/Collections.shuffle",
                    "java/util/Collections.addAll",
                    "java/util/Collections.fill");

    private final Reach reach;
    private final Identity identity;
    private final Orders orders;

    Rules(Reach reach, Identity identity, Orders orders) {
        this.reach = reach;
        this.identity = identity;
        this.orders = orders;
    }

    /** What a call to the outside gives, and what is wrong with it. */
    Value outside(Call call) {
        CallTable.Hit hit = CallTable.call(reach.code(), call.owner(), call.name(), call.type());
        if (hit != null) {
            reach.finding(call.in(), call.line(), hit.forbidden(), hit.what());
        }
        hashAndText(call);
        change(call);
        return orders.result(call);
    }

    /** The hash or text of a value is asked for, by a call that may be the author's own method. */
    void asked(Node in, int line, String name, Value receiver) {
        switch (name) {
            case "hashCode" -> hash(in, line, receiver);
            case "toString" -> text(in, line, receiver);
            default -> {}
        }
    }

    private void hashAndText(Call call) {
        String name = call.name();
        boolean objects = call.owner().equals("java/util/Objects");
        if (name.equals("getClass") && reach.has(call.receiver(), Site.Kind.LAMBDA)) {
            reach.found(call.in(), call.line(), ForbiddenTable.NAMES_LAMBDA, "");
        } else if (objects && name.equals("hashCode")) {
            hash(call.in(), call.line(), call.argument(0));
        } else if (objects && name.equals("hash") || call.is("java/util/Arrays", "hashCode")) {
            reach.sites(call.argument(0), Site.Kind.ARRAY)
                    .forEach(site -> {
                        for (String key : site.keys()) {
                            hash(call.in(), call.line(), Value.of(key));
                        }
                        hash(call.in(), call.line(), new Value(null, site.keySites()));
                    });
        } else if (objects && name.equals("toString")
                || call.is("java/lang/String", "valueOf") && call.type().parameterCount() == 1) {
            text(call.in(), call.line(), call.argument(0));
        } else if (call.owner().startsWith("java/lang/StringBu") && name.equals("append")) {
            text(call.in(), call.line(), call.argument(1));
        }
    }

    private void hash(Node in, int line, Value value) {
        if (value.type() != null && identity.isHashed(value.type()) || reach.isPlain(value)) {
            reach.found(in, line, ForbiddenTable.HASHES_IDENTITY, name(value));
        }
        reach.sites(value, Site.Kind.HASHED)
                .filter(orders::isUnstable)
                .forEach(site ->
                        reach.found(in, line, ForbiddenTable.HASHES_IDENTITY, orders.keys(site)));
    }

    /** The text of a value is made. */
    void text(Node in, int line, Value value) {
        if (value.type() != null && !isText(value.type()) && identity.isPrinted(value.type())
                || reach.isPlain(value)) {
            reach.found(in, line, ForbiddenTable.PRINTS_IDENTITY, name(value));
        }
        orders.used(in, line, value);
    }

    /** {@code char[]} becomes text by its elements. */
    private static boolean isText(String type) {
        return type.equals("[C");
    }

    private static String name(Value value) {
        return value.type() == null || value.className() == null
                ? ""
                : value.className().replace('/', '.');
    }

    private void change(Call call) {
        boolean mutable =
                call.owner().startsWith("java/util/")
                        || call.owner().startsWith("java/lang/StringBu");
        if (!call.isStatic() && mutable && CHANGES.contains(call.name())) {
            changed(call.in(), call.line(), call.receiver());
        } else if (call.isStatic() && CHANGES_ARGUMENT.contains(call.owner() + "." + call.name())) {
            changed(call.in(), call.line(), call.argument(0));
        } else if (call.is("java/lang/System", "arraycopy")) {
            changed(call.in(), call.line(), call.argument(2));
        }
    }

    /** A value is changed in place. */
    void changed(Node in, int line, Value value) {
        reach.sites(value, Site.Kind.STATIC)
                .forEach(site ->
                        reach.found(in, line, ForbiddenTable.CHANGES_STATIC, site.detail()));
        reach.sites(value, Site.Kind.ACTOR)
                .forEach(
                        site -> reach.found(in, line, ForbiddenTable.CHANGES_ACTOR, site.detail()));
    }

    /** The places of a value that say to whom it belongs. */
    BitSet owners(Value value) {
        BitSet owned = new BitSet();
        reach.sites(value, Site.Kind.STATIC).forEach(site -> owned.set(site.id()));
        reach.sites(value, Site.Kind.ACTOR).forEach(site -> owned.set(site.id()));
        return owned.isEmpty() ? Value.NOWHERE : owned;
    }
}
