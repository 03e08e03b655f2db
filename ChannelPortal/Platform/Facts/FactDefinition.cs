using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Facts;

/// <summary>How a column is stored and read. Everything but text and numbers is a 64-bit integer on every provider.</summary>
public enum FactColumnKind
{
    /// <summary>Text (ids, names, codes).</summary>
    Text,

    /// <summary>0 or 1.</summary>
    Flag,

    /// <summary>Business day, stored as days since 1970-01-01.</summary>
    Date,

    /// <summary>UTC instant, stored as milliseconds since 1970-01-01T00:00Z.</summary>
    Instant,

    /// <summary>Minor units, 1/100.</summary>
    Money,

    /// <summary>1/10,000 of a major unit.</summary>
    UnitPrice,

    /// <summary>1/1,000 of the product's unit.</summary>
    Quantity,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Measured or modelled number (scores, probabilities, hours); never money.</summary>
    Number,
}

/// <summary>One typed column of a fact.</summary>
public sealed class FactColumn
{
    private FactColumnAccess? access;
    private byte[]? utf8Name;

    internal FactColumn(PropertyInfo property, int index)
    {
        Property = property;
        Index = index;
        Name = property.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? FactCatalog.SnakeCase(property.Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = type == typeof(string) ? FactColumnKind.Text
            : type == typeof(bool) ? FactColumnKind.Flag
            : type == typeof(DateOnly) ? FactColumnKind.Date
            : type == typeof(DateTimeOffset) ? FactColumnKind.Instant
            : type == typeof(double) ? FactColumnKind.Number
            : type != typeof(long) && type != typeof(int) ? throw new InvalidOperationException($"Fact column {property} has an unsupported type.")
            : property.IsDefined(typeof(MoneyAttribute)) ? FactColumnKind.Money
            : property.IsDefined(typeof(UnitPriceAttribute)) ? FactColumnKind.UnitPrice
            : property.IsDefined(typeof(QuantityAttribute)) ? FactColumnKind.Quantity
            : FactColumnKind.Integer;
        IsInt32 = type == typeof(int);
        StoreType = Kind switch
        {
            FactColumnKind.Text => StoreType.Text,
            FactColumnKind.Number => StoreType.Real,
            FactColumnKind.Flag or FactColumnKind.Date => StoreType.Int,
            _ => IsInt32 ? StoreType.Int : StoreType.Long,
        };
        IsNullable = Kind == FactColumnKind.Text
            ? new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable
            : Nullable.GetUnderlyingType(property.PropertyType) is not null;
        Allowed = property.GetCustomAttribute<OneOfAttribute>()?.Values;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        MaxLength = Kind == FactColumnKind.Text ? property.GetCustomAttribute<TextLengthAttribute>()?.Max ?? 64 : 0;
    }

    public PropertyInfo Property { get; }

    /// <summary>Column and JSON name, lower snake case.</summary>
    public string Name { get; }

    /// <summary>Place among the columns of its fact.</summary>
    internal int Index { get; }

    internal ReadOnlySpan<byte> Utf8Name => utf8Name ??= Encoding.UTF8.GetBytes(Name);

    public FactColumnKind Kind { get; }

    public bool IsNullable { get; }

    public IReadOnlyList<string>? Allowed { get; }

    public int MaxLength { get; }

    /// <summary>Stored integer units in one natural unit: 100 for money, 10,000 for prices, 1,000 for quantities, else 1.</summary>
    public int Scale => Kind switch
    {
        FactColumnKind.Money => Money.MinorPerMajor,
        FactColumnKind.UnitPrice => Money.PriceScale,
        FactColumnKind.Quantity => Money.QuantityScale,
        _ => 1,
    };

    /// <summary>A new row of the fact needs this column; a correction may leave it out.</summary>
    public bool IsRequired { get; internal set; }

    internal FactColumnAccess Access => access ??= FactColumnAccess.For(Property);

    internal StoreColumn<FactRow> Stored => new(Name, StoreType, Access.Get);

    internal StoreType StoreType { get; }

    internal bool IsInt32 { get; }

    /// <summary>The dimension fact that this column refers to by key, e.g. <c>dealer_id</c> → <c>dealers</c>; null when it refers to none.</summary>
    public FactDefinition? Refers { get; internal set; }
}

/// <summary>A fact table as data: what the writer, the checks, the metric engine and the dictionary page read.</summary>
public sealed class FactDefinition
{
    private readonly Lazy<Func<FactRow>> newRow;
    private Dictionary<string, FactColumn>? byName;
    private IReadOnlyList<FactColumn>? references;
    private IReadOnlyList<StoreColumn<FactRow>>? stored;

    internal FactDefinition(Type type, FactAttribute attribute)
    {
        Type = type;
        Name = attribute.Name;
        EventType = $"com.channelportal.{Name}.v1";
        IsDimension = attribute.IsDimension;
        IsSnapshot = attribute.IsSnapshot;
        MayLieAhead = attribute.MayLieAhead;
        Columns = [.. type.GetProperties()
            .Where(p => p.CanWrite && p.DeclaringType != typeof(FactRow))
            .Select((p, i) => new FactColumn(p, i))];
        if (Columns.Count > ColumnSet.MaxColumns)
        {
            throw new InvalidOperationException($"Fact {Name} has more than {ColumnSet.MaxColumns} columns.");
        }

        Key = [.. attribute.Key.Select(Column)];
        BusinessDate = attribute.BusinessDate is null ? null : Column(attribute.BusinessDate);
        foreach (var needed in BusinessDate is null ? Key : [.. Key, BusinessDate])
        {
            needed.IsRequired = !needed.IsNullable;
        }

        newRow = new Lazy<Func<FactRow>>(() => Expression.Lambda<Func<FactRow>>(Expression.New(type)).Compile());
        DealerColumn = typeof(IDealerOwned).IsAssignableFrom(type) ? Column(nameof(IDealerOwned.DealerId)) : null;

        FactColumn Column(string property) => Columns.Single(c => c.Property.Name == property);
    }

    public Type Type { get; }

    public string Name { get; }

    /// <summary>CloudEvents <c>type</c> of an event that carries a row of this fact.</summary>
    public string EventType { get; }

    public bool IsDimension { get; }

    public bool IsSnapshot { get; }

    /// <summary>The business date is a plan's and may lie in the future.</summary>
    public bool MayLieAhead { get; }

    public IReadOnlyList<FactColumn> Columns { get; }

    public IReadOnlyList<FactColumn> Key { get; }

    public FactColumn? BusinessDate { get; }

    public FactColumn? DealerColumn { get; }

    public IReadOnlyList<RollupDefinition> Rollups { get; internal set; } = [];

    /// <summary>Columns that name a key of another fact.</summary>
    internal IReadOnlyList<FactColumn> References => references ??= [.. Columns.Where(c => c.Refers is not null)];

    /// <summary>The columns of the fact's table.</summary>
    internal IReadOnlyList<StoreColumn<FactRow>> Stored => stored ??=
    [
        .. Columns.Select(c => c.Stored),
        new("fact_seq", StoreType.Long, row => FactValue.Of(row.FactSeq)),
        new("occurred_at", StoreType.Long, row => FactValue.Of(row.OccurredAt.ToUnixTimeMilliseconds())),
    ];

    public FactColumn? FindColumn(string name) =>
        (byName ??= Columns.ToDictionary(c => c.Name, StringComparer.Ordinal)).GetValueOrDefault(name);

    /// <summary>The business key as one text; parts are joined by the unit separator.</summary>
    public string KeyOf(FactRow row)
    {
        return Key.Count switch
        {
            1 => Part(0),
            2 => string.Concat(Part(0), "\u001f", Part(1)),
            _ => string.Join('\u001f', Key.Select((_, i) => Part(i))),
        };

        string Part(int i) => Key[i].Access.Get(row).ToString();
    }

    /// <summary>The columns with the given names.</summary>
    public ColumnSet Named(params IEnumerable<string> names) =>
        names.Aggregate(ColumnSet.None, (set, name) => set.With(FindColumn(name) ?? throw new ArgumentException($"{Name} has no column {name}.", nameof(names))));

    internal FactRow NewRow() => newRow.Value();

    internal FactRow Clone(FactRow row)
    {
        var copy = NewRow();
        (copy.FactSeq, copy.OccurredAt) = (row.FactSeq, row.OccurredAt);
        foreach (var column in Columns)
        {
            column.Access.Set(copy, column.Access.Get(row));
        }

        return copy;
    }

    /// <summary>False for the date of something that has not happened yet and is no plan.</summary>
    internal bool AllowsDate(FactColumn column, FactValue value, DateOnly latest) =>
        column != BusinessDate || IsDimension || MayLieAhead || value.IsNull || EpochDay.ToDate(value.Int) <= latest;

    public override string ToString() => Name;
}

/// <summary>A key column of a rollup and the fact column that it comes from.</summary>
/// <param name="Name">Column name in the rollup table.</param>
/// <param name="Property">Property of the rollup class.</param>
/// <param name="Source">Column of the fact.</param>
/// <param name="Month">The key is the first day of the month of the source date.</param>
/// <param name="Hour">The key is the full UTC hour of the source instant.</param>
public sealed record RollupKeyColumn(string Name, PropertyInfo Property, FactColumn Source, bool Month, bool Hour = false)
{
    internal const long HourMilliseconds = 3_600_000;

    /// <summary>The stored key of a fact row.</summary>
    internal FactValue KeyOf(FactRow row)
    {
        var value = Source.Access.Get(row);
        if (Hour)
        {
            return FactValue.Of(value.Long - (value.Long % HourMilliseconds));
        }

        return Month ? FactValue.Of(value.Int - EpochDay.ToDate(value.Int).Day + 1L) : value;
    }
}

/// <summary>A summed column of a rollup; a null <paramref name="Source"/> counts rows.</summary>
public sealed record RollupSumColumn(string Name, PropertyInfo Property, FactColumn? Source);

/// <summary>Additive measures of one fact per key, maintained by the fact writer.</summary>
public sealed class RollupDefinition
{
    private IReadOnlyList<StoreColumn<RollupDelta>>? storedKeys;
    private IReadOnlyList<StoreColumn<RollupDelta>>? stored;

    internal RollupDefinition(Type type, RollupAttribute attribute, FactDefinition fact)
    {
        Type = type;
        Name = attribute.Name;
        Fact = fact;
        var keys = new List<RollupKeyColumn>();
        var sums = new List<RollupSumColumn>();
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            var name = FactCatalog.SnakeCase(property.Name);
            if (property.GetCustomAttribute<RollupKeyAttribute>() is { } key)
            {
                keys.Add(new RollupKeyColumn(name, property, Source(key.From ?? property.Name), key.Month, key.Hour));
            }
            else
            {
                sums.Add(new RollupSumColumn(name, property, property.Name == "Rows" ? null : Source(property.Name)));
            }
        }

        (Keys, Sums) = (keys, sums);

        FactColumn Source(string property) => fact.Columns.Single(c => c.Property.Name == property);
    }

    public Type Type { get; }

    public string Name { get; }

    public FactDefinition Fact { get; }

    public IReadOnlyList<RollupKeyColumn> Keys { get; }

    public IReadOnlyList<RollupSumColumn> Sums { get; }

    /// <summary>The key columns of the rollup's table.</summary>
    internal IReadOnlyList<StoreColumn<RollupDelta>> StoredKeys => storedKeys ??=
        [.. Keys.Select((k, i) => new StoreColumn<RollupDelta>(k.Name, k.Source.StoreType, d => d.Keys[i]))];

    /// <summary>All columns of the rollup's table.</summary>
    internal IReadOnlyList<StoreColumn<RollupDelta>> Stored => stored ??=
        [.. StoredKeys, .. Sums.Select((s, i) => new StoreColumn<RollupDelta>(s.Name, StoreType.Long, d => FactValue.Of(d.Sums[i])))];
}

/// <summary>All fact and rollup definitions of the product, found in its assembly.</summary>
public sealed class FactCatalog
{
    private readonly Dictionary<string, FactDefinition> byName;
    private readonly Dictionary<string, FactDefinition> byEventType;
    private readonly Dictionary<Type, FactDefinition> byType;

    private FactCatalog(IReadOnlyList<FactDefinition> facts)
    {
        Facts = facts;
        byName = facts.ToDictionary(f => f.Name, StringComparer.Ordinal);
        byEventType = facts.ToDictionary(f => f.EventType, StringComparer.Ordinal);
        byType = facts.ToDictionary(f => f.Type);
    }

    /// <summary>The product's catalogue.</summary>
    public static FactCatalog Product { get; } = FromAssembly(typeof(FactCatalog).Assembly);

    /// <summary>Ordered so that dimensions come before the facts that refer to them, then by name.</summary>
    public IReadOnlyList<FactDefinition> Facts { get; }

    public IEnumerable<RollupDefinition> Rollups => Facts.SelectMany(f => f.Rollups);

    public FactDefinition? Find(string name) => byName.GetValueOrDefault(name);

    public FactDefinition? FindByEventType(string eventType) => byEventType.GetValueOrDefault(eventType);

    public FactDefinition Of<T>()
        where T : FactRow => byType[typeof(T)];

    /// <summary>The fact of a row.</summary>
    public FactDefinition Of(FactRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return byType[row.GetType()];
    }

    public static FactCatalog FromAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        // Sieved by what costs nothing before any type is asked for its attributes: there are some thousands.
        var facts = assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(FactRow)))
            .Select(t => (Type: t, Attribute: t.GetCustomAttribute<FactAttribute>()))
            .Where(t => t.Attribute is not null)
            .Select(t => new FactDefinition(t.Type, t.Attribute!))
            .OrderByDescending(f => f.IsDimension)
            .ThenBy(f => f.Name, StringComparer.Ordinal)
            .ToList();
        var dimensions = facts.Where(f => f is { IsDimension: true, Key.Count: 1 }).ToDictionary(f => f.Key[0].Name, StringComparer.Ordinal);
        foreach (var fact in facts)
        {
            foreach (var column in fact.Columns)
            {
                if (dimensions.TryGetValue(column.Name, out var refers) && refers != fact)
                {
                    column.Refers = refers;
                }
            }
        }

        var rollups = assembly.GetTypes().Where(t => t is { IsClass: true, IsNested: false, IsSealed: true, IsAbstract: false } && t.IsDefined(typeof(RollupAttribute), inherit: false))
            .Select(t => (Type: t, Attribute: t.GetCustomAttribute<RollupAttribute>()))
            .ToLookup(t => t.Attribute!.Fact);
        foreach (var fact in facts)
        {
            fact.Rollups = [.. rollups[fact.Type].Select(r => new RollupDefinition(r.Type, r.Attribute!, fact)).OrderBy(r => r.Name, StringComparer.Ordinal)];
        }

        return new FactCatalog(facts);
    }

    /// <summary><c>OrderedOn</c> → <c>ordered_on</c>; digits stay with the word before, <c>Od1To30</c> → <c>od_1_to_30</c>.</summary>
    public static string SnakeCase(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) || (char.IsDigit(name[i]) && i > 0 && !char.IsDigit(name[i - 1]));
            if (i > 0 && startsWord)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}

/// <summary>Base of every fact row.</summary>
public abstract class FactRow
{
    /// <summary>Sequence number in the fact log of the event that wrote this state of the row.</summary>
    public long FactSeq { get; set; }

    /// <summary>When that event happened; an event that happened earlier never overwrites the row.</summary>
    public DateTimeOffset OccurredAt { get; set; }
}
