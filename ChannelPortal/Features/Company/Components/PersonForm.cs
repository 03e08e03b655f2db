using ChannelPortal.Features.Company.Commands;
using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Features.Company.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Company.Components;

/// <summary>A person while being edited.</summary>
internal sealed class PersonForm
{
    public PersonForm(PersonRow? person)
    {
        if (person is null)
        {
            Roles.Add("DB");
            return;
        }

        (Name, Unit, Access, Approver) = (person.Name, person.Seat.UnitId?.ToString() ?? "", person.Seat.Access, person.Seat.ApproverId?.ToString() ?? "");
        (Single, Monthly) = (Major(person.Seat.SingleLimit), Major(person.Seat.MonthlyLimit));
        Roles.UnionWith(person.Roles);
    }

    public string Email { get; set; } = "";

    public string Name { get; set; } = "";

    public HashSet<string> Roles { get; } = new(StringComparer.Ordinal);

    public string Unit { get; set; } = "";

    public string Access { get; set; } = Seat.Company;

    /// <summary>In major units.</summary>
    public decimal? Single { get; set; }

    public decimal? Monthly { get; set; }

    public string Approver { get; set; } = "";

    /// <summary>Who takes over from a leaver; empty for the administrator himself.</summary>
    public string Heir { get; set; } = "";

    /// <summary>An administrator has no limit, and the form asks for none.</summary>
    public bool IsLimited => !Roles.Contains(Permissions.CompanyAdministrator);

    public Guid? HeirId => IdOf(Heir);

    public string[] Ordered => [.. Roles.Order(StringComparer.Ordinal)];

    public SeatChange ToSeat() => new(IdOf(Unit), Access, IsLimited ? Minor(Single) : null, IsLimited ? Minor(Monthly) : null, IsLimited ? IdOf(Approver) : null);

    public void Set(string role, bool isHeld)
    {
        if (isHeld)
        {
            Roles.Add(role);
        }
        else
        {
            Roles.Remove(role);
        }
    }

    private static decimal? Major(long? minor) => minor / (decimal?)Money.MinorPerMajor;

    // What is no amount at all is refused by the command, not here.
    private static long? Minor(decimal? major) => major is { } amount ? Money.ToMinor(Math.Clamp(amount, -1, 1_000_000_000_000)) : null;

    private static Guid? IdOf(string text) => Guid.TryParse(text, out var id) ? id : null;
}
