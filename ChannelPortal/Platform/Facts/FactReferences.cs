using System.Collections.Concurrent;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>The keys of the dimensions, in memory: each event names some. Read once; later ones come with the commits.</summary>
internal sealed class FactReferences(FactCatalog catalog, IAppDbFactory factory) : IDisposable
{
    private readonly Dictionary<FactDefinition, ConcurrentDictionary<string, byte>> keys = catalog.Facts
        .Where(f => f.IsDimension).ToDictionary(f => f, _ => new ConcurrentDictionary<string, byte>(StringComparer.Ordinal));

    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile bool loaded;

    public void Dispose() => loading.Dispose();

    /// <summary>True when the dimension holds the key, as far as this node knows.</summary>
    public bool Knows(FactDefinition dimension, string key) => keys[dimension].ContainsKey(key);

    public void Remember(FactChange change)
    {
        if (change.Fact.IsDimension)
        {
            keys[change.Fact][change.Fact.KeyOf(change.Row)] = 0;
        }
    }

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (loaded)
        {
            return;
        }

        await loading.WaitAsync(cancellationToken);
        try
        {
            if (!loaded)
            {
                await ReloadAsync(cancellationToken);
                loaded = true;
            }
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>Reads again what other nodes may have added.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var connection = db.Database.GetDbConnectionOpened();
        foreach (var fact in catalog.Facts.Where(f => f is { IsDimension: true, Key.Count: 1 }))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT {fact.Key[0].Name} FROM {FactStore.Table(fact)}";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                keys[fact][reader.GetString(0)] = 0;
            }
        }
    }
}
