package dev.rehearsal.determinism.canary;

import dev.rehearsal.determinism.Leak;

import io.vavr.collection.Vector;

/**
 * All canaries: one actor for each way in which two runs of one seed may come to differ, and beside
 * it a healthy twin that does what an author would do instead.
 *
 * <p>Over 500 lines because it is one table.
 *
 * <p>A line of a leaking actor that a {@code Scan} must report ends with {@code // leak}.
 */
public final class Canaries {

    /** Which half of the check must report a canary. */
    public enum Half {
        /** The scan of the bytecode. */
        STATIC,
        /** The comparison of runs. */
        DYNAMIC,
        /** Each of them. */
        BOTH,
        /** None: the cluster refuses the actor before there is a run. */
        NEITHER
    }

    /** The comparison that is the first to show a difference. */
    public enum Comparison {
        /** The same run again in the same JVM. */
        AGAIN,
        /** The same run on a fresh thread. */
        FRESH_THREAD,
        /** The same run in a second JVM. */
        SECOND_JVM,
        /** The same run in a JVM that is different on purpose. */
        PERTURBED_JVM,
        /** None for certain. */
        NEVER,
        /** None: the cluster refuses the actor, whose configuration can change. */
        REFUSED
    }

    /**
     * One canary.
     *
     * @param name the name of its class
     * @param leak the kind of leak
     * @param half who must report it
     * @param differs the first comparison that shows it; {@link Comparison#NEVER} when only the
     *     scan must
     * @param why why that half, or what the scan goes by
     */
    public record Row(
            String name,
            Leak leak,
            Half half,
            Comparison differs,
            String why,
            Canary leaking,
            Canary healthy) {

        /** Whether the scan must report it. */
        public boolean isStatic() {
            return half == Half.STATIC || half == Half.BOTH;
        }

        /** Whether the comparison of runs must report it. */
        public boolean isDynamic() {
            return half == Half.DYNAMIC || half == Half.BOTH;
        }

        /** Whether no cluster is built with it. */
        public boolean isRefused() {
            return differs == Comparison.REFUSED;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The table. */
    public static final Vector<Row> ALL =
            Vector.of(
                    new Canaries.Row(
                            "NanoTime",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new NanoTime.Leaking(),
                            new NanoTime.Healthy()),
                    new Canaries.Row(
                            "CurrentTimeMillis",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new CurrentTimeMillis.Leaking(),
                            new CurrentTimeMillis.Healthy()),
                    new Canaries.Row(
                            "InstantNow",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "a method handle in the arguments of a bootstrap method",
                            new InstantNow.Leaking(),
                            new InstantNow.Healthy()),
                    new Canaries.Row(
                            "LocalDateTimeNow",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new LocalDateTimeNow.Leaking(),
                            new LocalDateTimeNow.Healthy()),
                    new Canaries.Row(
                            "ClockSystem",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the factory of the clock; instant() itself may be that of a fixed"
                                    + " clock",
                            new ClockSystem.Leaking(),
                            new ClockSystem.Healthy()),
                    new Canaries.Row(
                            "NewDate",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one constructor",
                            new NewDate.Leaking(),
                            new NewDate.Healthy()),
                    new Canaries.Row(
                            "MathRandom",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new MathRandom.Leaking(),
                            new MathRandom.Healthy()),
                    new Canaries.Row(
                            "NewRandom",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the constructor without a seed",
                            new NewRandom.Leaking(),
                            new NewRandom.Healthy()),
                    new Canaries.Row(
                            "ThreadLocalRandomCurrent",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new ThreadLocalRandomCurrent.Leaking(),
                            new ThreadLocalRandomCurrent.Healthy()),
                    new Canaries.Row(
                            "SplittableRandomUnseeded",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the constructor without a seed",
                            new SplittableRandomUnseeded.Leaking(),
                            new SplittableRandomUnseeded.Healthy()),
                    new Canaries.Row(
                            "SecureRandomBytes",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "each method of the class",
                            new SecureRandomBytes.Leaking(),
                            new SecureRandomBytes.Healthy()),
                    new Canaries.Row(
                            "RandomUuid",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new RandomUuid.Leaking(),
                            new RandomUuid.Healthy()),
                    new Canaries.Row(
                            "ShuffleUnseeded",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the overload without a generator",
                            new ShuffleUnseeded.Leaking(),
                            new ShuffleUnseeded.Healthy()),
                    new Canaries.Row(
                            "ThreadStart",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "the race is lost too seldom to be seen",
                            new ThreadStart.Leaking(),
                            new ThreadStart.Healthy()),
                    new Canaries.Row(
                            "ThreadSubclass",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "the call names the subclass",
                            new ThreadSubclass.Leaking(),
                            new ThreadSubclass.Healthy()),
                    new Canaries.Row(
                            "VirtualThread",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "the race is lost too seldom to be seen",
                            new VirtualThread.Leaking(),
                            new VirtualThread.Healthy()),
                    new Canaries.Row(
                            "ThreadSleep",
                            Leak.WAITING,
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new ThreadSleep.Leaking(),
                            new ThreadSleep.Healthy()),
                    new Canaries.Row(
                            "ExecutorPool",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "the order of completion seldom changes",
                            new ExecutorPool.Leaking(),
                            new ExecutorPool.Healthy()),
                    new Canaries.Row(
                            "CompletableFutureAsync",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "the order of completion seldom changes",
                            new CompletableFutureAsync.Leaking(),
                            new CompletableFutureAsync.Healthy()),
                    new Canaries.Row(
                            "ParallelStream",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "nothing to see on one processor",
                            new ParallelStream.Leaking(),
                            new ParallelStream.Healthy()),
                    new Canaries.Row(
                            "ParallelReduction",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "the parts differ only with the number of processors, and seldom the"
                                    + " sum",
                            new ParallelReduction.Leaking(),
                            new ParallelReduction.Healthy()),
                    new Canaries.Row(
                            "TimerThread",
                            Leak.THREAD,
                            Half.STATIC,
                            Comparison.NEVER,
                            "a thread that only waits",
                            new TimerThread.Leaking(),
                            new TimerThread.Healthy()),
                    new Canaries.Row(
                            "MonitorWait",
                            Leak.WAITING,
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new MonitorWait.Leaking(),
                            new MonitorWait.Healthy()),
                    new Canaries.Row(
                            "ParkNanos",
                            Leak.WAITING,
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new ParkNanos.Leaking(),
                            new ParkNanos.Healthy()),
                    new Canaries.Row(
                            "ThreadName",
                            Leak.THREAD,
                            Half.BOTH,
                            Comparison.FRESH_THREAD,
                            "a fresh thread has others",
                            new ThreadName.Leaking(),
                            new ThreadName.Healthy()),
                    new Canaries.Row(
                            "ThreadLocalState",
                            Leak.STATE,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the second run finds what the first one left",
                            new ThreadLocalState.Leaking(),
                            new ThreadLocalState.Healthy()),
                    new Canaries.Row(
                            "IdentityHashCode",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one call",
                            new IdentityHashCode.Leaking(),
                            new IdentityHashCode.Healthy()),
                    new Canaries.Row(
                            "ObjectHashCode",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the type of the receiver says so",
                            new ObjectHashCode.Leaking(),
                            new ObjectHashCode.Healthy()),
                    new Canaries.Row(
                            "ObjectsHash",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the elements of the array say so",
                            new ObjectsHash.Leaking(),
                            new ObjectsHash.Healthy()),
                    new Canaries.Row(
                            "ObjectToString",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the types of what is concatenated say so",
                            new ObjectToString.Leaking(),
                            new ObjectToString.Healthy()),
                    new Canaries.Row(
                            "ArrayToString",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the components of the record say so",
                            new ArrayToString.Leaking(),
                            new ArrayToString.Healthy()),
                    new Canaries.Row(
                            "IdentityMapOrder",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the collection is followed from its constructor through a field to the"
                                    + " loop",
                            new IdentityMapOrder.Leaking(),
                            new IdentityMapOrder.Healthy()),
                    new Canaries.Row(
                            "PlainObjectSet",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the type of what is added says so",
                            new PlainObjectSet.Leaking(),
                            new PlainObjectSet.Healthy()),
                    new Canaries.Row(
                            "EnumHashCode",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "equal in each default JVM that runs one thread",
                            new EnumHashCode.Leaking(),
                            new EnumHashCode.Healthy()),
                    new Canaries.Row(
                            "EnumKeyedHashMap",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the type of the keys says so",
                            new EnumKeyedHashMap.Leaking(),
                            new EnumKeyedHashMap.Healthy()),
                    new Canaries.Row(
                            "EnumKeyedGrouping",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the result of the classifier is the key",
                            new EnumKeyedGrouping.Leaking(),
                            new EnumKeyedGrouping.Healthy()),
                    new Canaries.Row(
                            "RecordWithEnumHash",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the components of the record say so",
                            new RecordWithEnumHash.Leaking(),
                            new RecordWithEnumHash.Healthy()),
                    new Canaries.Row(
                            "VavrEnumKeys",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the type of the keys says so",
                            new VavrEnumKeys.Leaking(),
                            new VavrEnumKeys.Healthy()),
                    new Canaries.Row(
                            "VavrEnumSetInState",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the generic type of the component says so",
                            new VavrEnumSetInState.Leaking(),
                            new VavrEnumSetInState.Healthy()),
                    new Canaries.Row(
                            "LambdaName",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "a lambda is followed to where its class is asked for",
                            new LambdaName.Leaking(),
                            new LambdaName.Healthy()),
                    new Canaries.Row(
                            "LambdaText",
                            Leak.IDENTITY,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "a lambda is followed to where its text is made",
                            new LambdaText.Leaking(),
                            new LambdaText.Healthy()),
                    new Canaries.Row(
                            "SetOfOrder",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the set is followed through a static field to the loop",
                            new SetOfOrder.Leaking(),
                            new SetOfOrder.Healthy()),
                    new Canaries.Row(
                            "MapOfOrder",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the map is followed through an argument",
                            new MapOfOrder.Leaking(),
                            new MapOfOrder.Healthy()),
                    new Canaries.Row(
                            "SetCopyIntoList",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the constructor of the list sees it",
                            new SetCopyIntoList.Leaking(),
                            new SetCopyIntoList.Healthy()),
                    new Canaries.Row(
                            "UnmodifiableSetCollector",
                            Leak.ORDER,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "the collector says what it makes",
                            new UnmodifiableSetCollector.Leaking(),
                            new UnmodifiableSetCollector.Healthy()),
                    new Canaries.Row(
                            "WeakHashMapSize",
                            Leak.GARBAGE,
                            Half.STATIC,
                            Comparison.NEVER,
                            "a short run may end before any collection",
                            new WeakHashMapSize.Leaking(),
                            new WeakHashMapSize.Healthy()),
                    new Canaries.Row(
                            "ReflectionOrder",
                            Leak.REFLECTION,
                            Half.STATIC,
                            Comparison.NEVER,
                            "it never differed where it was measured",
                            new ReflectionOrder.Leaking(),
                            new ReflectionOrder.Healthy()),
                    new Canaries.Row(
                            "FormatWithoutLocale",
                            Leak.LOCALE,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a locale",
                            new FormatWithoutLocale.Leaking(),
                            new FormatWithoutLocale.Healthy()),
                    new Canaries.Row(
                            "LowerCaseWithoutLocale",
                            Leak.LOCALE,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a locale; a Turkish I has no dot",
                            new LowerCaseWithoutLocale.Leaking(),
                            new LowerCaseWithoutLocale.Healthy()),
                    new Canaries.Row(
                            "UpperCaseReference",
                            Leak.LOCALE,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "a method handle in the arguments of a bootstrap method",
                            new UpperCaseReference.Leaking(),
                            new UpperCaseReference.Healthy()),
                    new Canaries.Row(
                            "DatePatternWithoutLocale",
                            Leak.LOCALE,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a locale",
                            new DatePatternWithoutLocale.Leaking(),
                            new DatePatternWithoutLocale.Healthy()),
                    new Canaries.Row(
                            "DefaultCharset",
                            Leak.LOCALE,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the overload without a charset",
                            new DefaultCharset.Leaking(),
                            new DefaultCharset.Healthy()),
                    new Canaries.Row(
                            "DefaultZone",
                            Leak.LOCALE,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call",
                            new DefaultZone.Leaking(),
                            new DefaultZone.Healthy()),
                    new Canaries.Row(
                            "LineSeparator",
                            Leak.LOCALE,
                            Half.STATIC,
                            Comparison.NEVER,
                            "no comparison changes the operating system",
                            new LineSeparator.Leaking(),
                            new LineSeparator.Healthy()),
                    new Canaries.Row(
                            "AvailableProcessors",
                            Leak.ENVIRONMENT,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call",
                            new AvailableProcessors.Leaking(),
                            new AvailableProcessors.Healthy()),
                    new Canaries.Row(
                            "MaxMemory",
                            Leak.ENVIRONMENT,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call",
                            new MaxMemory.Leaking(),
                            new MaxMemory.Healthy()),
                    new Canaries.Row(
                            "EnvironmentVariable",
                            Leak.ENVIRONMENT,
                            Half.STATIC,
                            Comparison.NEVER,
                            "no comparison changes it",
                            new EnvironmentVariable.Leaking(),
                            new EnvironmentVariable.Healthy()),
                    new Canaries.Row(
                            "SystemProperty",
                            Leak.ENVIRONMENT,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "one call, and another language",
                            new SystemProperty.Leaking(),
                            new SystemProperty.Healthy()),
                    new Canaries.Row(
                            "FileListing",
                            Leak.INPUT,
                            Half.STATIC,
                            Comparison.NEVER,
                            "it never differed where it was measured",
                            new FileListing.Leaking(),
                            new FileListing.Healthy()),
                    new Canaries.Row(
                            "SocketPort",
                            Leak.INPUT,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "one constructor",
                            new SocketPort.Leaking(),
                            new SocketPort.Healthy()),
                    new Canaries.Row(
                            "ProcessNumber",
                            Leak.INPUT,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "one call",
                            new ProcessNumber.Leaking(),
                            new ProcessNumber.Healthy()),
                    new Canaries.Row(
                            "StandardInput",
                            Leak.INPUT,
                            Half.STATIC,
                            Comparison.NEVER,
                            "nobody types in a comparison",
                            new StandardInput.Leaking(),
                            new StandardInput.Healthy()),
                    new Canaries.Row(
                            "MathSin",
                            Leak.ARITHMETIC,
                            Half.STATIC,
                            Comparison.NEVER,
                            "C1 and C2 use the same intrinsic on this processor",
                            new MathSin.Leaking(),
                            new MathSin.Healthy()),
                    new Canaries.Row(
                            "StaticCounter",
                            Leak.STATE,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the second run goes on where the first one ended",
                            new StaticCounter.Leaking(),
                            new StaticCounter.Healthy()),
                    new Canaries.Row(
                            "StaticCache",
                            Leak.STATE,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the map is followed to where it is changed",
                            new StaticCache.Leaking(),
                            new StaticCache.Healthy()),
                    new Canaries.Row(
                            "StaticArray",
                            Leak.STATE,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "the array is followed through an argument to where it is changed",
                            new StaticArray.Leaking(),
                            new StaticArray.Healthy()),
                    new Canaries.Row(
                            "ActorField",
                            Leak.STATE,
                            Half.STATIC,
                            Comparison.REFUSED,
                            "the configuration of an actor outlives the run",
                            new ActorField.Leaking(new java.util.concurrent.atomic.AtomicInteger()),
                            new ActorField.Healthy(7)),
                    new Canaries.Row(
                            "ActorObject",
                            Leak.STATE,
                            Half.STATIC,
                            Comparison.REFUSED,
                            "the object is followed from the actor into its own method",
                            new ActorObject.Leaking(new ActorObject.Counter()),
                            new ActorObject.Healthy()),
                    new Canaries.Row(
                            "CapturedCounter",
                            Leak.STATE,
                            Half.NEITHER,
                            Comparison.REFUSED,
                            "the lambda is made outside of the actor, where no scan begins",
                            CapturedCounter.leaking(),
                            CapturedCounter.healthy(7)),
                    new Canaries.Row(
                            "StackDepth",
                            Leak.STACK,
                            Half.BOTH,
                            Comparison.PERTURBED_JVM,
                            "the catch of the error; another stack size is seen for certain,"
                                    + " another compiler with luck",
                            new StackDepth.Leaking(),
                            new StackDepth.Healthy()),
                    new Canaries.Row(
                            "StackTraceLength",
                            Leak.STACK,
                            Half.BOTH,
                            Comparison.FRESH_THREAD,
                            "a fresh thread has others below",
                            new StackTraceLength.Leaking(),
                            new StackTraceLength.Healthy()),
                    new Canaries.Row(
                            "WeakReferenceCleared",
                            Leak.GARBAGE,
                            Half.STATIC,
                            Comparison.NEVER,
                            "a short run may end before any collection",
                            new WeakReferenceCleared.Leaking(),
                            new WeakReferenceCleared.Healthy()),
                    new Canaries.Row(
                            "ExplicitCollection",
                            Leak.GARBAGE,
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new ExplicitCollection.Leaking(),
                            new ExplicitCollection.Healthy()),
                    new Canaries.Row(
                            "LoggerCall",
                            Leak.LOGGING,
                            Half.STATIC,
                            Comparison.NEVER,
                            "it costs time and changes nothing",
                            new LoggerCall.Leaking(),
                            new LoggerCall.Healthy()),
                    new Canaries.Row(
                            "BehindInterface",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "overriding methods are found by the class hierarchy",
                            new BehindInterface.Leaking(),
                            new BehindInterface.Healthy()),
                    new Canaries.Row(
                            "DefaultMethod",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "default methods are inherited",
                            new DefaultMethod.Leaking(),
                            new DefaultMethod.Healthy()),
                    new Canaries.Row(
                            "StaticInitializer",
                            Leak.CLOCK,
                            Half.BOTH,
                            Comparison.SECOND_JVM,
                            "initialisers run when the class is first used: once in a JVM",
                            new StaticInitializer.Leaking(),
                            new StaticInitializer.Healthy()),
                    new Canaries.Row(
                            "ComparatorCallback",
                            Leak.RANDOM,
                            Half.BOTH,
                            Comparison.AGAIN,
                            "what overrides a method declared outside may be called from outside",
                            new ComparatorCallback.Leaking(),
                            new ComparatorCallback.Healthy()),
                    new Canaries.Row(
                            "ReflectiveClock",
                            Leak.CLOCK,
                            Half.DYNAMIC,
                            Comparison.AGAIN,
                            "the name of the method is a string",
                            new ReflectiveClock.Leaking(),
                            new ReflectiveClock.Healthy()),
                    new Canaries.Row(
                            "SaltedInContainer",
                            Leak.ORDER,
                            Half.DYNAMIC,
                            Comparison.SECOND_JVM,
                            "what stands in a container is not followed",
                            new SaltedInContainer.Leaking(),
                            new SaltedInContainer.Healthy()),
                    new Canaries.Row(
                            "GenericKeys",
                            Leak.ORDER,
                            Half.DYNAMIC,
                            Comparison.PERTURBED_JVM,
                            "the type of the elements is erased",
                            new GenericKeys.Leaking(),
                            new GenericKeys.Healthy()),
                    new Canaries.Row(
                            "DefaultInsideLibrary",
                            Leak.LOCALE,
                            Half.DYNAMIC,
                            Comparison.PERTURBED_JVM,
                            "the JDK is not followed, and this call is not in the table",
                            new DefaultInsideLibrary.Leaking(),
                            new DefaultInsideLibrary.Healthy()));

    private Canaries() {}
}
