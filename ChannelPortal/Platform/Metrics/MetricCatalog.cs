using ChannelPortal.Platform.Kernel;
using CsvHelper;

namespace ChannelPortal.Platform.Metrics;

/// <summary>A definition with its checked formula.</summary>
public sealed class Metric
{
    internal Metric(MetricDefinition definition, Formula? formula, string? missingFact) =>
        (Definition, Formula, MissingFact) = (definition, formula, missingFact);

    public MetricDefinition Definition { get; }

    /// <summary>The fact table that the formula reads and this version does not have.</summary>
    public string? MissingFact { get; }

    public bool IsAvailable => MissingFact is null;

    /// <summary>Fact tables that the formula reads, for drill-down and for deciding which commits change it.</summary>
    public IReadOnlyList<string> Facts => [.. (Formula?.Terms ?? []).Select(t => t.Term.Fact.Name).Distinct(StringComparer.Ordinal)];

    internal Formula? Formula { get; }
}

/// <summary>Metrics as data: read once, every formula parsed and checked.</summary>
public sealed class MetricCatalog
{
    private readonly Dictionary<string, Metric> byId;

    private MetricCatalog(IReadOnlyList<Metric> metrics, MetricVocabulary vocabulary)
    {
        (Metrics, Vocabulary) = (metrics, vocabulary);
        byId = metrics.ToDictionary(m => m.Definition.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    public MetricVocabulary Vocabulary { get; }

    public Metric? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>
    /// Reads a catalogue file. A metric over a fact that does not exist yet is kept and marked; any other fault of a formula throws, because
    /// catalogue and facts ship together.
    /// </summary>
    public static MetricCatalog Read(Stream csv, MetricVocabulary vocabulary)
    {
        using var rows = CsvReader.Create(csv);
        var definitions = new List<MetricDefinition>();
        while (rows.Read())
        {
            definitions.Add(new MetricDefinition(
                rows.GetString("id"),
                rows.GetString("family"),
                rows.GetString("name_en"),
                rows.GetString("name_zh"),
                rows.GetString("unit"),
                rows.GetString("formula"),
                rows.GetString("grain").Split('|'),
                rows.GetString("direction")));
        }

        return Create(definitions, vocabulary);
    }

    public static MetricCatalog Create(IEnumerable<MetricDefinition> definitions, MetricVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return new MetricCatalog([.. definitions.Select(d => Check(d, vocabulary))], vocabulary);
    }

    /// <summary>This catalogue with more definitions at its end. What no longer fits the facts is kept and marked: it was written before them.</summary>
    public MetricCatalog With(IEnumerable<MetricDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return new MetricCatalog([.. Metrics, .. definitions.Select(d => CheckOrMark(d, Vocabulary))], Vocabulary);
    }

    /// <summary>Why a metric cannot be sliced like this; null when it can.</summary>
    public Error? CheckSlice(Metric metric, IEnumerable<string> dimensions)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(dimensions);
        foreach (var name in dimensions)
        {
            if (Vocabulary.Find(name) is not { } dimension)
            {
                return Error.Of("metric_dimension_unknown", name).On("slice");
            }

            var reached = metric.Formula?.Terms.Where(t => !t.IsTotal)
                .All(t => DimensionReach.Find(t.Term.Fact, dimension, Vocabulary) is not null) ?? true;
            if (!reached || !dimension.Grains.Intersect(metric.Definition.Grain, StringComparer.Ordinal).Any())
            {
                return Error.Of("metric_dimension_not_allowed", metric.Definition.Id, name).On("slice");
            }
        }

        return null;
    }

    private static Metric CheckOrMark(MetricDefinition definition, MetricVocabulary vocabulary)
    {
        try
        {
            return new Metric(definition, FormulaChecker.Check(definition.Formula, vocabulary), null);
        }
        catch (FormulaException e)
        {
            return new Metric(definition, null, e.Subject ?? e.Message);
        }
    }

    private static Metric Check(MetricDefinition definition, MetricVocabulary vocabulary)
    {
        try
        {
            return new Metric(definition, FormulaChecker.Check(definition.Formula, vocabulary), null);
        }
        catch (FormulaException e) when (e.Kind == FormulaErrorKind.UnknownFact)
        {
            return new Metric(definition, null, e.Subject);
        }
        catch (FormulaException e)
        {
            throw new InvalidOperationException($"Metric {definition.Id}: {e.Message}", e);
        }
    }
}
