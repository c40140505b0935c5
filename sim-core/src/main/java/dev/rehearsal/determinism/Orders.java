package dev.rehearsal.determinism;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

import java.util.BitSet;
import java.util.stream.Collectors;

/**
 * Collections whose order must not be seen: where they come from, what hands them on, and what sees
 * their order.
 *
 * <p>Sorting takes the mark away, and so does collecting into something without an order; counting
 * and asking whether some element matches do not see it. A hash table is a matter only when a key
 * is known whose hash is an identity: strings, numbers and records of them hash alike everywhere.
 */
final class Orders {

    private static final String VAVR = "io/vavr/collection/";

    private static final Set<String> SALTED =
            HashSet.of("java/util/Set", "java/util/Map", "java/util/stream/Collectors");

    private static final Set<String> HASH_CLASSES =
            HashSet.of(
                    "java/util/HashMap",
                    "java/util/HashSet",
                    "java/util/Hashtable",
                    "java/util/concurrent/ConcurrentHashMap",
                    VAVR + "HashMap",
                    VAVR + "HashSet");

    private static final Set<String> KEYED =
            HASH_CLASSES.addAll(
                    HashSet.of(
                            "java/util/Map",
                            "java/util/Set",
                            "java/util/Collection",
                            "java/util/concurrent/ConcurrentMap",
                            VAVR + "Map",
                            VAVR + "Set",
                            VAVR + "Traversable"));

    private static final Set<String> IDENTITY_CLASSES =
            HashSet.of("java/util/IdentityHashMap", "java/util/WeakHashMap");

    /** Methods of collections and streams whose result has the same order. */
    private static final Set<String> HANDS_ON =
            HashSet.of(
                    "keySet",
                    "values",
                    "entrySet",
                    "stream",
                    "parallelStream",
                    "filter",
                    "map",
                    "mapToObj",
                    "mapToInt",
                    "mapToLong",
                    "mapToDouble",
                    "flatMap",
                    "mapMulti",
                    "boxed",
                    "asLongStream",
                    "asDoubleStream",
                    "distinct",
                    "sequential",
                    "parallel",
                    "unordered",
                    "onClose",
                    "requireNonNull",
                    "keys",
                    "elements");

    private static final Set<String> SEES =
            HashSet.of(
                    "iterator",
                    "listIterator",
                    "spliterator",
                    "forEach",
                    "forEachOrdered",
                    "toArray",
                    "toString",
                    "toList",
                    "findFirst",
                    "findAny",
                    "reduce",
                    "limit",
                    "skip",
                    "takeWhile",
                    "dropWhile",
                    "peek",
                    "collect",
                    "removeIf",
                    "replaceAll",
                    "asIterator",
                    "hasMoreElements",
                    "nextElement");

    private static final Set<String> SEES_VAVR =
            HashSet.of(
                    "forEach",
                    "forEachWithIndex",
                    "head",
                    "headOption",
                    "last",
                    "lastOption",
                    "init",
                    "initOption",
                    "tail",
                    "tailOption",
                    "take",
                    "takeRight",
                    "drop",
                    "dropRight",
                    "foldLeft",
                    "foldRight",
                    "fold",
                    "reduce",
                    "reduceLeft",
                    "reduceRight",
                    "reduceOption",
                    "find",
                    "findLast",
                    "toString",
                    "mkString",
                    "zip",
                    "zipWithIndex",
                    "sliding",
                    "grouped",
                    "span",
                    "splitAt",
                    "takeWhile",
                    "takeUntil",
                    "dropWhile",
                    "dropUntil",
                    "iterator",
                    "toJavaArray",
                    "toArray");

    /** Results of vavr's hash collections that have an order. */
    private static final Set<String> SEQUENCES =
            HashSet.of(
                            "Seq",
                            "IndexedSeq",
                            "LinearSeq",
                            "Vector",
                            "List",
                            "Array",
                            "Queue",
                            "Stream",
                            "Iterator",
                            "CharSeq",
                            "LinkedHashSet",
                            "LinkedHashMap")
                    .map(name -> "L" + VAVR + name + ";")
                    .addAll(
                            HashSet.of(
                                    "Ljava/util/List;",
                                    "Ljava/util/Iterator;",
                                    "Ljava/util/Spliterator;",
                                    "Ljava/util/stream/Stream;"));

    /** Methods of vavr's hash collections whose result has other keys. */
    private static final Set<String> NEW_KEYS =
            HashSet.of("map", "flatMap", "mapKeys", "bimap", "collect", "groupBy");

    /** Classes that keep the order in which they are filled. */
    private static final Set<String> KEEPS =
            HashSet.of(
                    "java/util/List",
                    "java/util/ArrayList",
                    "java/util/LinkedList",
                    "java/util/ArrayDeque",
                    "java/util/Deque",
                    "java/util/Vector",
                    "java/util/LinkedHashSet",
                    "java/util/LinkedHashMap",
                    "java/util/concurrent/CopyOnWriteArrayList",
                    VAVR + "Seq",
                    VAVR + "Vector",
                    VAVR + "List",
                    VAVR + "Array",
                    VAVR + "Queue",
                    VAVR + "Stream",
                    VAVR + "Iterator",
                    VAVR + "LinkedHashSet",
                    VAVR + "LinkedHashMap");

    private static final Set<String> FILLS =
            HashSet.of(
                    "<init>",
                    "copyOf",
                    "ofAll",
                    "addAll",
                    "putAll",
                    "appendAll",
                    "prependAll",
                    "insertAll",
                    "enqueueAll");

    private static final Set<String> ADDS_KEY =
            HashSet.of("put", "putIfAbsent", "computeIfAbsent", "compute", "merge", "add", "of");

    private final Reach reach;
    private final Identity identity;

    Orders(Reach reach, Identity identity) {
        this.reach = reach;
        this.identity = identity;
    }

    /** What a call gives, as far as order is concerned; the orders that it sees are reported. */
    Value result(Call call) {
        Value plain = Value.of(call.result());
        fill(call);
        Value made = made(call, plain);
        Value receiver = call.receiver();
        if (call.owner().startsWith(VAVR) && !receiver.sites().isEmpty()) {
            return vavr(call, receiver, made);
        }
        boolean handsOn = HANDS_ON.contains(call.name()) || wraps(call);
        if (handsOn) {
            Value source = call.argument(0);
            return made.from(orders(source.sites()));
        }
        if (SEES.contains(call.name()) && !isUnorderedCollect(call)) {
            used(call.in(), call.line(), receiver);
        }
        if (call.name().equals("collect")) {
            return made.from(orders(call.parameter(0).sites()));
        }
        return made;
    }

    private static boolean wraps(Call call) {
        return call.owner().equals("java/util/Collections")
                && (call.name().startsWith("unmodifiable")
                        || call.name().startsWith("synchronized")
                        || call.name().equals("newSetFromMap"));
    }

    private Value vavr(Call call, Value receiver, Value made) {
        if (SEES_VAVR.contains(call.name()) || SEQUENCES.contains(call.result())) {
            used(call.in(), call.line(), receiver);
            return made;
        }
        String result = Value.className(call.result());
        boolean collection =
                result != null && KEYED.contains(result) && !NEW_KEYS.contains(call.name());
        return collection ? made.from(orders(receiver.sites())) : made;
    }

    /** What is made here: a collection without an order. */
    private Value made(Call call, Value plain) {
        String name = call.name();
        if (SALTED.contains(call.owner()) && call.isStatic()) {
            boolean several =
                    name.equals("copyOf")
                            || name.startsWith("toUnmodifiable")
                            || name.equals("ofEntries")
                            || name.equals("of")
                                    && call.type().parameterCount()
                                            > (call.owner().endsWith("Set") ? 1 : 2)
                            || name.equals("of")
                                    && call.argument(0).type() != null
                                    && call.type().parameterCount() == 1
                                    && call.type().parameterType(0).isArray();
            if (several && !name.equals("toUnmodifiableList")) {
                return plain.from(reach.site(Site.Kind.SALTED, place(call), ""));
            }
        }
        if (name.equals("toCollection")) {
            return plain.from(call.argument(0).sites());
        }
        boolean hashCollector =
                call.owner().equals("java/util/stream/Collectors")
                        && (name.equals("toSet")
                                || name.equals("toMap") && call.type().parameterCount() < 4
                                || name.equals("groupingBy") && call.type().parameterCount() < 3);
        boolean hashFactory =
                call.isStatic()
                        && HASH_CLASSES.contains(call.owner())
                        && Value.className(call.result()) != null;
        if (hashCollector || hashFactory) {
            BitSet site = reach.site(Site.Kind.HASHED, place(call), "");
            Value made = plain.from(site);
            if (hashCollector) {
                keyOf(call.argument(0), made);
            } else if (ADDS_KEY.contains(name) || name.equals("ofAll")) {
                keys(call, made);
            }
            return made;
        }
        return plain;
    }

    private static String place(Call call) {
        return call.in().owner().name()
                + "."
                + call.in().model().methodName().stringValue()
                + call.in().type().descriptorString()
                + ":"
                + call.line()
                + call.owner()
                + call.name();
    }

    /** A place where {@code new} makes a collection that is followed, or nowhere. */
    BitSet created(String className, String place) {
        if (HASH_CLASSES.contains(className)) {
            return reach.site(Site.Kind.HASHED, place, "");
        }
        if (IDENTITY_CLASSES.contains(className)) {
            return reach.site(Site.Kind.IDENTITIES, place, "");
        }
        if (className.equals("java/lang/Object")) {
            return reach.site(Site.Kind.PLAIN, place, "");
        }
        return Value.NOWHERE;
    }

    /** The call fills its receiver, or what it makes: its keys are noted, its sources seen. */
    private void fill(Call call) {
        Value receiver = call.receiver();
        if (ADDS_KEY.contains(call.name())) {
            keys(call, receiver);
        }
        if (call.is("java/lang/String", "join")) {
            call.arguments().forEach(each -> used(call.in(), call.line(), each));
        }
        if (FILLS.contains(call.name())) {
            for (Value source : call.parameters()) {
                if (KEEPS.contains(call.owner())) {
                    used(call.in(), call.line(), source);
                }
                reach.sites(source, Site.Kind.HASHED)
                        .forEach(from ->
                                reach.sites(receiver, Site.Kind.HASHED)
                                        .forEach(to -> {
                                            from.keys().forEach(key -> reach.key(to, key));
                                            reach.keySites(to, from.keySites());
                                        }));
            }
        }
    }

    private void keys(Call call, Value table) {
        boolean pairs = call.owner().endsWith("Map");
        boolean varied = call.name().equals("of") || call.name().equals("ofAll");
        int last = varied ? call.parameters().size() : 1;
        for (int i = 0; i < last; i += pairs ? 2 : 1) {
            Value key = call.parameter(i);
            String type = key.type();
            boolean array = varied && type != null && type.startsWith("[");
            for (Site site : reach.sites(table, Site.Kind.HASHED)) {
                if (type != null && array) {
                    reach.key(site, type.substring(1));
                } else if (type != null) {
                    reach.key(site, type);
                }
                reach.keySites(site, key.sites());
            }
        }
    }

    /** The key that a lambda gives becomes a key of the table. */
    private void keyOf(Value lambda, Value table) {
        for (Site from : reach.sites(lambda, Site.Kind.LAMBDA)) {
            for (Site to : reach.sites(table, Site.Kind.HASHED)) {
                from.keys().forEach(key -> reach.key(to, key));
            }
        }
    }

    private boolean isUnorderedCollect(Call call) {
        if (!call.name().equals("collect")) {
            return false;
        }
        Value collector = call.parameter(0);
        return reach.has(collector, Site.Kind.HASHED)
                || reach.has(collector, Site.Kind.SALTED)
                || reach.sites(collector, Site.Kind.LAMBDA).exists(Site::forgetsOrder);
    }

    /** The order of a value is seen. */
    void used(Node in, int line, Value value) {
        if (reach.has(value, Site.Kind.SALTED)) {
            reach.found(in, line, ForbiddenTable.ITERATES_SALTED, "");
        }
        if (reach.has(value, Site.Kind.IDENTITIES)) {
            reach.found(in, line, ForbiddenTable.ITERATES_IDENTITIES, "");
        }
        for (Site site : reach.sites(value, Site.Kind.HASHED)) {
            if (isUnstable(site)) {
                reach.found(in, line, ForbiddenTable.ITERATES_HASHED, keys(site));
            }
        }
    }

    /** Whether a hash table has a key whose hash is an identity. */
    boolean isUnstable(Site site) {
        return site.keys().stream().anyMatch(identity::isHashed)
                || reach.isPlain(new Value(null, site.keySites()));
    }

    /** The classes of the keys whose hash is an identity. */
    String keys(Site site) {
        return site.keys().stream()
                .filter(identity::isHashed)
                .map(key -> key.replaceAll("^L|;$", "").replace('/', '.'))
                .collect(Collectors.joining(", "));
    }

    private BitSet orders(BitSet sites) {
        BitSet kept = (BitSet) sites.clone();
        reach.sites(new Value(null, sites))
                .filter(site -> !site.kind().isOrder())
                .forEach(site -> kept.clear(site.id()));
        return kept;
    }

    /** What a generic type tells about a value: the class of the keys. */
    Value declared(Value value, String className, Vector<String> typeArguments) {
        if (!KEYED.contains(className) || typeArguments.isEmpty()) {
            return value;
        }
        String key = typeArguments.head();
        Vector<Site> tables = reach.sites(value, Site.Kind.HASHED);
        tables.forEach(site -> reach.key(site, key));
        if (tables.isEmpty() && HASH_CLASSES.contains(className) && identity.isHashed(key)) {
            BitSet site = reach.site(Site.Kind.HASHED, "declared " + className + key, "");
            reach.sites(new Value(null, site)).forEach(each -> reach.key(each, key));
            return value.from(site);
        }
        return value;
    }
}
