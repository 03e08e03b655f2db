namespace ChannelPortal.Features.Simulation.World;

/// <summary>
/// Random numbers that depend on keys only: every dealer and day has its own stream, so one more dealer or a longer history does not
/// shift anybody else's numbers, and no library's generator can change under us.
/// </summary>
internal struct WorldRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    private WorldRandom(ulong state) => this.state = state;

    public static WorldRandom For(int seed, WorldStream stream, long first = 0, long second = 0, long third = 0)
    {
        var key = Mix((ulong)(uint)seed + Golden);
        key = Mix(key ^ (((ulong)stream + 1) * 0xD1342543DE82EF95));
        key = Mix(key ^ (((ulong)first + 1) * 0xAF251AF3B0F025B5));
        key = Mix(key ^ (((ulong)second + 1) * 0xB564EF22EC7AECE5));
        return new WorldRandom(Mix(key ^ (((ulong)third + 1) * 0xF7C2EBC08F67F2B5)));
    }

    public ulong Next()
    {
        state += Golden;
        return Mix(state);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>Uniform whole number in [low, high).</summary>
    public int Whole(int low, int high) => low + (int)(Unit() * (high - low));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>About normal with mean 0 and deviation 1, by the sum of uniforms: no transcendental function, so the same on every processor.</summary>
    public double Normal() => (Unit() + Unit() + Unit() + Unit() + Unit() + Unit() - 3) * 1.4142135623730951;

    public T Pick<T>(IReadOnlyList<T> items) => items[Whole(0, items.Count)];

    /// <summary>Index drawn by weight.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var left = Unit() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>What a random stream is for.</summary>
internal enum WorldStream
{
    Places,
    Products,
    Dealers,
    Portfolio,
    Demand,
    Orders,
    Payments,
    Prices,
    Logins,
    Incidents,
    Stock,
    Traffic,
    Risk,
    ShipTos,
    PriceBook,
    Quotes,
    Activities,
    Rebates,
}
