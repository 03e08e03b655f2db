using System.Collections.Frozen;
using System.Reflection;

namespace ChannelPortal.Platform.Security;

/// <summary>The reviewed file <c>permissions.csv</c>: permission × role, allow or deny. What is not in it is denied, and fails at start.</summary>
public sealed class Permissions
{
    private readonly FrozenDictionary<string, FrozenSet<string>> allowed;

    private Permissions(IReadOnlyList<string> roles, Dictionary<string, FrozenSet<string>> allowed) =>
        (Roles, this.allowed) = (roles, allowed.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>Read from the embedded file.</summary>
    public static Permissions Product { get; } = Load();

    /// <summary>Role codes in the order of the file.</summary>
    public IReadOnlyList<string> Roles { get; }

    public IEnumerable<string> All => allowed.Keys;

    public bool Exists(string permission) => allowed.ContainsKey(permission);

    /// <summary>True when any of the roles holds the permission. System work (jobs, command line) holds all that exist.</summary>
    public bool Allows(IReadOnlySet<string> roles, string permission)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return allowed.TryGetValue(permission, out var holders) && (roles.Contains("SYSTEM") || roles.Any(holders.Contains));
    }

    /// <summary>Roles that hold the permission, for the no-permission page.</summary>
    public IReadOnlyCollection<string> HoldersOf(string permission) => allowed.TryGetValue(permission, out var holders) ? holders : [];

    public static Permissions Parse(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var roles = lines[0].Split(',')[1..];
        var table = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            if (cells.Length != roles.Length + 1 || cells.Skip(1).Any(c => c is not ("allow" or "deny")))
            {
                throw new InvalidDataException($"permissions.csv: '{cells[0]}' needs {roles.Length} cells of allow or deny.");
            }

            if (!table.TryAdd(cells[0], roles.Where((_, i) => cells[i + 1] == "allow").ToFrozenSet(StringComparer.Ordinal)))
            {
                throw new InvalidDataException($"permissions.csv: '{cells[0]}' stands twice.");
            }
        }

        return new Permissions(roles, table);
    }

    private static Permissions Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("permissions.csv")
            ?? throw new InvalidOperationException("permissions.csv is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
