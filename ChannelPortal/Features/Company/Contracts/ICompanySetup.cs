namespace ChannelPortal.Features.Company.Contracts;

/// <summary>A unit to begin with.</summary>
/// <param name="Parent">Name of a unit that stands before it; null for the top.</param>
public sealed record UnitDraft(string Name, string Kind, string? Parent);

/// <summary>A role to begin with.</summary>
public sealed record RoleDraft(string Name, IReadOnlyList<string> Permissions);

/// <summary>A person to begin with. An account that does not exist is invited.</summary>
/// <param name="Role">A role code, or the name of a <see cref="RoleDraft"/>.</param>
/// <param name="SingleLimit">Minor units; null for none.</param>
/// <param name="Approver">E-mail address of who decides above the limits; null for any administrator.</param>
public sealed record PersonDraft(string Email, string Name, string Role, string? Unit, string Access = "company", long? SingleLimit = null, long? MonthlyLimit = null, string? Approver = null);

/// <summary>Puts a company in order that has no unit yet, as the demo does.</summary>
public interface ICompanySetup
{
    /// <param name="administrator">E-mail address of the company's administrator, in whose name it is done.</param>
    Task SetUpAsync(string administrator, IReadOnlyList<UnitDraft> units, IReadOnlyList<RoleDraft> roles, IReadOnlyList<PersonDraft> people, CancellationToken cancellationToken);
}
