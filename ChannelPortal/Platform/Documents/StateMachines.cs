using System.Text;

namespace ChannelPortal.Platform.Documents;

/// <summary>One permitted move of a document.</summary>
/// <param name="Permission">Row of permissions.csv; null means that only the system may.</param>
/// <param name="IsGuarded">A condition beyond the state decides too.</param>
public sealed record StateMove(string From, string To, string Trigger, string? Permission, bool IsGuarded = false);

/// <summary>A machine for the documentation, made from the table that the code runs.</summary>
/// <param name="Begins">States in which a document begins.</param>
public sealed record StateMachineDiagram(string Name, IReadOnlyList<string> Begins, IReadOnlyList<StateMove> Moves);

/// <summary>Draws machines as Mermaid diagrams, one page for all.</summary>
public static class StateMachinePage
{
    public const string FileName = "state-machines.md";

    public static string Write(IEnumerable<StateMachineDiagram> machines)
    {
        var page = new StringBuilder("# State machines\n\nMade by `infra/cli docs state-machines --out infra/docs` from the tables that the code runs. A `?` marks a further condition, `system` what no person may do.\n");
        foreach (var machine in machines.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            page.Append("\n## ").Append(machine.Name).Append("\n\n```mermaid\nstateDiagram-v2\n");
            foreach (var state in machine.Begins)
            {
                page.Append("    [*] --> ").Append(state).Append('\n');
            }

            foreach (var move in machine.Moves)
            {
                page.Append("    ").Append(move.From).Append(" --> ").Append(move.To).Append(": ").Append(move.Trigger).Append(move.IsGuarded ? "? (" : " (").Append(move.Permission ?? "system").Append(")\n");
            }

            foreach (var end in machine.Moves.Select(m => m.To).Distinct(StringComparer.Ordinal).Where(s => machine.Moves.All(m => m.From != s)))
            {
                page.Append("    ").Append(end).Append(" --> [*]\n");
            }

            page.Append("```\n");
        }

        return page.ToString();
    }

    /// <summary>Puts a feature's machine onto the page.</summary>
    public static IServiceCollection AddStateMachine(this IServiceCollection services, string name, IReadOnlyList<string> begins, IEnumerable<StateMove> moves) =>
        services.AddSingleton(new StateMachineDiagram(name, begins, [.. moves]));
}
